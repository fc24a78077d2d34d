"""The desk in a real browser: with and without its script, by keyboard, under its Content-Security-Policy."""
