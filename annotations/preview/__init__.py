"""What a change of a rule or a register would do to the articles that are stored, before anybody makes it."""
