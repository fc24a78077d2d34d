"""Notices as claims: cues, markers and their definitions, subjects, placement."""
