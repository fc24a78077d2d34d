"""The HTTP API: the desk for machines of a channel and for people, under ``api/v1/``."""
