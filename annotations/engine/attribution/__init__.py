"""Credits, links and addresses: where a text says it comes from."""
