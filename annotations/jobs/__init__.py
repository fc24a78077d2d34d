"""Work that is done later: rows in the database, leased; carriers only say that there is some (DESIGN 2, law 7)."""
