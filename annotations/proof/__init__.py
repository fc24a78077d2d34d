"""What an article carried at an instant, what was said of it and by whom, and whether the record of it is as it was."""
