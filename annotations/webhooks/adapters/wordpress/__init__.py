"""WordPress: a post as its REST API writes it, and the triggers of the plugin WP Webhooks."""
