"""The parts of ``benchmarks.faults``."""
