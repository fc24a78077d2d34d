"""The runnable newsroom around the app."""
