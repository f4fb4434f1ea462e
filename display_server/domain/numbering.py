"""Numbers as visitors read them: `A001` upward, per prefix and local day. Pure."""

from dataclasses import dataclass

from display_server.domain.refusals import NotAllowed


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the numbers of one prefix run on each day."""

    first: int = 1
    last: int | None = None
    """The last number that may be given on a day; without one they go on, growing a digit where they must."""
    digits: int = 3

    def number(self, prefix: str, sequence: int) -> str:
        """The written number."""
        return f"{prefix}{sequence:0{self.digits}d}"

    def left_after(self, given: int, wanted: int) -> int:
        """How many of the wanted numbers there still are when `given` was the last one."""
        return wanted if self.last is None else max(0, min(wanted, self.last - given))

    def used_up(self, prefix: str) -> NotAllowed:
        """Why no number is left. They never begin anew on the same day: nobody may meet their double."""
        return NotAllowed(
            "All numbers of %(prefix)s up to %(last)s have been given today. Ask the staff for help.",
            prefix=prefix,
            last=self.number(prefix, self.last or 0),
        )
