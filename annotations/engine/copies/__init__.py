"""Copies: whether a text repeats one that is known, house style aside, and where."""
