"""The views, one resource a module."""
