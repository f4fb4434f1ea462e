"""Codes that people read from a screen, say on the telephone and type."""

from secrets import choice

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that are read as one another


def new_code(length: int) -> str:
    """A code that nobody can guess: five random bits a letter."""
    return "".join(choice(LETTERS) for _ in range(length))
