"""Template tags for hosts: ``{% load annotations %}``."""
