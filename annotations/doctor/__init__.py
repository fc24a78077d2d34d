"""Whether an installation is well: looked at part by part, each with what is to be done about it."""
