"""schema.org: an article as JSON-LD, as it stands in the page."""
