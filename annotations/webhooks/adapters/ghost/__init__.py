"""Ghost: the webhooks ``post.*`` and ``page.*`` of a custom integration."""
