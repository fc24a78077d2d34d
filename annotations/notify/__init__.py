"""Telling people: alerts at once, digests in the morning; to those who asked for it and to nobody else."""
