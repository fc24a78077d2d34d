"""The desk's pages as the server sends them."""
