"""Russian: forms of words, of organisation names and of personal names."""
