"""How often somebody may try a password: a few times at once, then after waits that double. In memory, bounded.

Asked before anything is hashed, and counted before it is known whether the password is right, so that many attempts at
once are no way around it. A browser at which a person has signed in before has an allowance of its own for that person
(OWASP, "Slow Down Online Guessing Attacks with Device Cookies"): whoever floods an officer's name from elsewhere does
not lock the officer out at the counter.
"""

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic

from display_server.domain.refusals import TooOften

FORGOTTEN_AFTER_SECONDS = 15 * 60
MOST_REMEMBERED = 10_000


class BackOff:
    """Attempts by a key: `free` at once, then a second's wait, two, four, up to `longest` seconds."""

    def __init__(self, free: int, longest: int, clock: Callable[[], float], most: int = MOST_REMEMBERED) -> None:
        self._free, self._longest, self._clock, self._most = free, longest, clock, most
        self._attempts: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """How many seconds until this key may try again; 0 where it may now."""
        times, last = self._of(key)
        if times < self._free:
            return 0
        delay = min(1 << min(times - self._free, 32), self._longest)
        return max(0.0, last + delay - self._clock())

    def count(self, key: str) -> None:
        """One more attempt, which may still prove right. Where there are too many keys, the stalest is forgotten."""
        times, _ = self._of(key)
        self._attempts[key] = (times + 1, self._clock())
        self._attempts.move_to_end(key)
        if len(self._attempts) > self._most:
            self._attempts.popitem(last=False)

    def take_back(self, key: str) -> None:
        """One attempt less."""
        times, last = self._of(key)
        if times > 1:
            self._attempts[key] = (times - 1, last)
        else:
            self._attempts.pop(key, None)

    def forget(self, key: str) -> None:
        self._attempts.pop(key, None)

    def _of(self, key: str) -> tuple[int, float]:
        times, last = self._attempts.get(key, (0, 0.0))
        return (times, last) if self._clock() - last < FORGOTTEN_AFTER_SECONDS else (0, last)


class Attempt:
    """One try of a password, counted already."""

    def __init__(self, counted: list[tuple[BackOff, str]], name: tuple[BackOff, str] | None) -> None:
        self._counted, self._name = counted, name

    def take_back(self) -> None:
        """It was not judged after all."""
        for allowance, key in self._counted:
            allowance.take_back(key)

    def was_right(self) -> None:
        """Takes the count back. The name begins anew, unless a browser of its own was asked instead of it."""
        self.take_back()
        if self._name is not None:
            allowance, key = self._name
            allowance.forget(key)


class SignInAllowances:
    """Those of names, of addresses, and of browsers that a person has signed in at before. Of this process alone."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._names = BackOff(5, 5 * 60, clock)
        self._addresses = BackOff(30, 60, clock)  # a whole hall may stand behind one address
        self._browsers = BackOff(5, 5 * 60, clock)

    def ask(self, name: str, address: str, browser: str | None) -> Attempt:
        """Counts one attempt. Raises TooOften where it must wait, which is not counted.

        `address`: as it is counted (`limits.addresses.asker`). `browser`: the id of one that this very person has
        signed in at before.
        """
        of_name = (self._names, name.casefold())
        counted = [(self._browsers, f"{browser} {name}")] if browser else [of_name, (self._addresses, address)]
        wait = max(allowance.wait(key) for allowance, key in counted)
        if wait > 0:
            seconds = ceil(wait)
            raise TooOften(
                "Too many wrong passwords. Try again in %(seconds)s seconds.", seconds=seconds, retry_after=seconds
            )
        for allowance, key in counted:
            allowance.count(key)
        return Attempt(counted, None if browser else of_name)
