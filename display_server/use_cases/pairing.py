"""Pairing a device: it asks and shows a code; an administrator approves the code for a hall."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from display_server.domain.pairing import CODE_LENGTH, LIFE, MOST_WAITING, Pairing
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.security_log import AT_THE_MACHINE, Doer, Kind
from display_server.limits.rate_limit import RateLimit
from display_server.store.accounts import Accounts, StoredToken
from display_server.store.pairings import Pairings as Pairings
from display_server.use_cases.codes import new_code

AT_ONCE, A_MINUTE = 20, 10
"""New devices of one address: all of a hall's kiosks may stand behind one. Who waits may ask as often as it likes."""
A_MINUTE_IN_ALL = 300
KIOSK = "kiosk"
"""Browsers know their server by themselves, and say so in words of their own."""


class Askers:
    """From which address the devices that wait have asked, and how often each may, as far as this process has heard.

    Not stored: a device asks again every few seconds, and wherever it comes to, its address is known again.
    """

    def __init__(self) -> None:
        self._limit = RateLimit(A_MINUTE, burst=AT_ONCE)
        self._limit_in_all = RateLimit(A_MINUTE_IN_ALL)
        self._address: dict[str, str] = {}

    def must_be_few(self, address: str) -> None:
        """Counts a new device. Raises TooOften."""
        self._limit.ask(address)
        self._limit_in_all.ask("all")

    def note(self, digest: str, address: str, waiting: Sequence[Pairing]) -> None:
        """Of those that wait no more nothing is kept."""
        self._address = {each.digest: self._address_of(each) for each in waiting}
        self._address[digest] = address

    def to_give_way(self, waiting: Sequence[Pairing], newcomer: str) -> Pairing:
        """The oldest of the address of which most wait, the newcomer's counted in: who floods, floods out their own."""
        count = Counter([newcomer, *(self._address_of(each) for each in waiting)])
        return max(waiting, key=lambda each: count[self._address_of(each)])

    def _address_of(self, waiting: Pairing) -> str:
        return self._address.get(waiting.digest, "")


def ask(
    pairings: Pairings,
    accounts: Accounts,
    role: str,
    digest: str,
    now: datetime,
    *,
    askers: Askers,
    address: str,
) -> Pairing:
    """The code under which this device waits; the same one however often it asks. Where too many wait, one gives way.

    Raises NotAllowed for a token that was let in before: a revoked one may have been stolen, and whoever approved it
    anew would let the thief in, too; TooOften where one address asks for too many devices.
    """
    waiting = pairings.waiting(now)
    if (before := _of(role, digest, waiting)) is not None:
        askers.note(digest, address, waiting)
        return before
    askers.must_be_few(address)
    if accounts.has_known(digest):
        raise NotAllowed("This device was let in before. Let it make a new token.")
    if len(waiting) >= MOST_WAITING:
        pairings.remove(askers.to_give_way(waiting, address).code)
    asked = Pairing(new_code(CODE_LENGTH), role, digest, now + LIFE)
    pairings.add(asked, now)
    waiting = pairings.waiting(now)
    askers.note(digest, address, waiting)
    return _of(role, digest, waiting) or asked


def _of(role: str, digest: str, waiting: Iterable[Pairing]) -> Pairing | None:
    return next((each for each in waiting if (each.role, each.digest) == (role, digest)), None)


def approve(
    pairings: Pairings,
    accounts: Accounts,
    code: str,
    now: datetime,
    *,
    hall: str,
    name: str,
    counter: int | None = None,
    safety_code: Callable[[str], str] | None = None,
    by: Doer = AT_THE_MACHINE,
) -> StoredToken:
    """Lets the device in that shows this code. Raises NotFound where none does.

    `safety_code`: what a kiosk shows behind its code, by its digest, where it talks to this server and no other; None
    where kiosks are not encrypted. Raises NotAllowed where it shows something else.
    """
    typed = code.strip().upper().replace("-", "").replace(" ", "")
    wanted, safety = typed[:CODE_LENGTH], typed[CODE_LENGTH:]
    pairing = next((each for each in pairings.waiting(now) if each.code == wanted), None)
    if pairing is not None:
        _must_talk_to_us(pairing, safety, safety_code)
    if pairing is None or not pairings.remove(pairing.code):
        raise NotFound(
            "No device shows the code %(code)s. Read it anew: it changes every quarter of an hour.", code=code
        )
    token = StoredToken(pairing.role, hall, counter, name)
    accounts.add_token(pairing.digest, token, now, by, Kind.DEVICE_APPROVED)
    return token


def _must_talk_to_us(pairing: Pairing, typed: str, safety_code: Callable[[str], str] | None) -> None:
    if pairing.role != KIOSK:
        return
    expected = safety_code(pairing.digest) if safety_code else ""
    if typed == expected:
        return
    if not expected:
        raise NotAllowed(
            "The kiosk shows letters behind the dash, but no authority is known here. Run this as the server's user."
        )
    if not typed:
        raise NotAllowed(
            "Type the whole code that the kiosk shows, with the four letters behind the dash. A kiosk that shows none"
            " does not talk to this server by TLS: do not let it in."
        )
    raise NotAllowed(
        "The four letters behind the dash are others here: the kiosk talks to another server, which stands between."
        " Do not let it in, and look for that server."
    )
