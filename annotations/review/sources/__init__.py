"""Pages of partners, agencies and licensors: their terms, and a trial of them."""
