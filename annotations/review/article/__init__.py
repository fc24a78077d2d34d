"""One article: its text with everything that was found in it, what passed, its texts and what changed between them."""
