"""What other systems get from us as if they had shipped it."""
