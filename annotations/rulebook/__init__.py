"""Reads rule packs from files and refuses wrong ones, with file, line and reason."""
