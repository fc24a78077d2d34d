"""Rules on their way: written on the desk, tried in shadow, warning, enforced; no step down without a witness."""
