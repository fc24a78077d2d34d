"""One flag: why it is there, the evidence, the fix, and what a person does about it."""
