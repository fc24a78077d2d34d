"""The review queue: what needs whom, in which order, found, counted and shown."""
