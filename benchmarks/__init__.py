"""Measurements beside named peers. Run one: ``python -m benchmarks.check``."""
