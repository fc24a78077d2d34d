"""Webhooks of publishing systems: verified over raw bytes, limited, parsed strictly, stored, and only then accepted."""
