"""Which failed sign-ins get an entry of their own in the security log: a flood of them must not fill the disk.

The first of a name and address is told at once. What comes again within the same minute is counted, and told once the
minute is over, as one entry that says how many. No more than `A_MINUTE` pairs of name and address are told apart in one
minute; of those beyond, there is one entry with their number. So a process writes 21 entries a minute at most, and
holds no more in memory. Knows no database.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from display_server.domain.security_log import Deed, Doer, Kind

NOBODY = ""
MINUTE = 60.0
A_MINUTE = 10


@dataclass(frozen=True, slots=True)
class Tried:
    """A sign-in that failed."""

    name: str | None
    """None for a name that nobody has: it may be a password that was typed into the wrong field."""
    hall: str | None
    address: str | None
    wrong: str
    """`password` or `code`."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What is to be logged: how often it was tried. `tried` is None for many that are told together."""

    tried: Tried | None
    times: int = 1

    def deed(self) -> Deed:
        """As the security log has it: by nobody, for nobody has come in."""
        times: dict[str, object] = {"times": self.times} if self.times > 1 or self.tried is None else {}
        if self.tried is None:
            return Deed(Kind.SIGN_IN_FAILED, Doer(NOBODY), facts=times)
        facts = {"wrong": self.tried.wrong, **times}
        return Deed(Kind.SIGN_IN_FAILED, Doer(NOBODY, self.tried.address), self.tried.name, self.tried.hall, facts)


class FailedSignIns:
    """As this process has seen them."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._began = clock()
        self._again: dict[Tried, int] = {}
        self._others = 0

    def note(self, tried: Tried) -> list[Failed]:
        """Counts one; answers what is to be logged now."""
        to_log = self.due()
        if tried in self._again:
            self._again[tried] += 1
        elif len(self._again) < A_MINUTE:
            self._again[tried] = 0
            to_log.append(Failed(tried))
        else:
            self._others += 1
        return to_log

    def due(self) -> list[Failed]:
        """What was only counted, once its minute is over."""
        if self._clock() - self._began < MINUTE:
            return []
        counted = [Failed(tried, times) for tried, times in self._again.items() if times]
        others = [Failed(None, self._others)] if self._others else []
        self._began, self._again, self._others = self._clock(), {}, 0
        return counted + others
