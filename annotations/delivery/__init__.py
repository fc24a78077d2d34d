"""Telling publishing systems what the desk found: an outbox, signatures, and an HTTP client that trusts no address."""
