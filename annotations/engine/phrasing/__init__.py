"""Phrases as editors write them, and where a text says them."""
