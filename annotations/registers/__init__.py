"""Registers and sources: files of others to entities, designations and terms of partners."""
