"""What stands on paper, and watching the printer."""
