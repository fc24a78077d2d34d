"""One kind of rule, one file: requirement and facts in, findings out."""
