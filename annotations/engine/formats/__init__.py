"""A report in the formats of people and machines."""
