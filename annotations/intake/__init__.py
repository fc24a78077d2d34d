"""The door: what comes in is decoded, parsed strictly and turned into values, or refused with its place and reason."""
