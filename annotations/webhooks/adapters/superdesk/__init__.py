"""Superdesk: HTTP push of items as its NINJS formatter writes them."""
