"""What the product says to people, in their language: sentences of findings, texts of rules, names of codes."""
