"""Pictures and videos that managers hand in for the displays: looked at, made harmless, kept. Knows no playlist."""
