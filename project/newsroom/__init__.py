"""A small newsroom with an Article model of its own: how a host uses the app."""
