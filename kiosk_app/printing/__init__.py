"""What is printed, and watching over the printer."""
