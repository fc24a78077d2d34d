"""Names compiled to tables, and the vectorised scan that finds them in a text."""
