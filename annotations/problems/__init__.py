"""Errors over HTTP as RFC 9457 problems: which there are, what each means, and how one is answered."""
