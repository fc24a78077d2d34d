"""Pages of registers and their entries: what came, what it changes, and how names are looked for."""
