"""How the desk stands, in numbers: each a fixed number of queries, however many rows there are."""
