"""Formats of registers, one small module each; ``registry`` knows them all."""
