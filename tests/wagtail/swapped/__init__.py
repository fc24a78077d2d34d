"""A site whose pages are of its own base model, which Wagtail 8 allows."""
