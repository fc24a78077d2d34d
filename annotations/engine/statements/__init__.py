"""Statements to readers: labels, disclosures, warnings, helplines; where a text makes them and how well."""
