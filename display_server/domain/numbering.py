"""Numbers as visitors read them: `A001` upward, per prefix and local day. Pure."""

DIGITS = 3


def number(prefix: str, sequence: int) -> str:
    """The written number of the `sequence`-th ticket (1 upward) of a prefix; it grows a digit after 999."""
    return f"{prefix}{sequence:0{DIGITS}d}"
