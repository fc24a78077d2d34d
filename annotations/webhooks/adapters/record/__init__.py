"""Any payload, read by nobody: for seeing whether a system's requests arrive and are signed as they should be."""
