"""How publishing systems sign: one scheme a file, each a function of headers, raw body, keys and time."""
