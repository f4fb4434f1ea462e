"""What comes in by keys and scanners."""
