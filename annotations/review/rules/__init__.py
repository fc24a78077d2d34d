"""Pages of rules and packs: what a rule asks, how far it has come, and how it is changed."""
