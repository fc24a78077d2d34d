"""Changes that clear a finding: proposed in the article's own format and language, tried before they are offered."""
