"""The dossiers that a visit was about: what an officer notes of each when it ends, and whether that can be so. Pure.

Money is whole đồng. What the one-stop system keeps anyway (whose dossier it is, what it is about) is never asked here.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from display_server.domain.outcome import OutcomeRule, VisitOutcome
from display_server.domain.refusals import NotValid

BOTH_CIRCULARS = r"[A-Z0-9]{2,3}(\.[A-Z0-9]{2,3}){1,3}-\d{6}-\d{4,}"
"""000.00.19.H19-181130-0042 of TT 01/2018/TT-VPCP Art. 19, H15.50.05.13-261008-0975 since TT 04/2025/TT-VPCP: the code
of a hall that sets no pattern of its own."""
LONGEST_CODE = 64
MOST_DONG = 2_000_000_000
"""Of one fee or charge; the dearest that a counter takes has a tenth of it."""
FURTHEST_DUE = timedelta(days=3 * 366)
"""No promised day is further from today: a slip of the year would be."""
A_RECEIPT = re.compile(r"[0-9A-Z]+([-./ ][0-9A-Z]+)*")
LONGEST_RECEIPT = 30
MOST_AT_ONCE = 99


class ReturnBy(StrEnum):
    """How the result comes to the citizen."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Place:
    """Another district, ward or commune for which the hall receives dossiers ("phi địa giới hành chính")."""

    slug: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DossierPlan:
    """What a hall asks of the dossiers of a visit when it ends."""

    rule: OutcomeRule = OutcomeRule.NOT_ASKED
    places: tuple[Place, ...] = ()


NOTHING_ASKED = DossierPlan()


@dataclass(frozen=True, slots=True)
class Handled:
    """One dossier, as an officer notes it at the end of a visit."""

    code: str | None = None
    due_on: date | None = None
    """The day promised for its result."""
    fee: int = 0
    """Lệ phí, in đồng."""
    charge: int = 0
    """Phí, in đồng."""
    receipt: str | None = None
    """The number of the receipt for both."""
    return_by: ReturnBy | None = None
    received_for: str | None = None
    """For which other place."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a dossier's last visit that moved it came to: it was received, handed back or returned."""

    id: int
    outcome: VisitOutcome
    day: date
    department: str
    due_on: date | None = None


SAID_WITH: Mapping[VisitOutcome, frozenset[str]] = {
    VisitOutcome.RECEIVED: frozenset(each.name for each in fields(Handled)),
    VisitOutcome.RETURNED: frozenset({"code", "due_on", "fee", "charge", "receipt", "return_by"}),
    VisitOutcome.SUPPLEMENT: frozenset({"code"}),
    VisitOutcome.REFUSED: frozenset({"code"}),
    VisitOutcome.WITHDRAWN: frozenset({"code"}),
    VisitOutcome.GUIDANCE: frozenset(),
}
"""What of a dossier goes with each outcome. Guidance is about none."""
MOVES = (VisitOutcome.RECEIVED, VisitOutcome.RETURNED, VisitOutcome.WITHDRAWN)
"""After these the dossier is somewhere else: none happens to it twice in a row."""


def in_order(entry: Handled) -> Handled:
    """As it is stored: codes and receipts in capitals, without the blanks that a scanner or a hand leaves around."""
    code, receipt = _capitals(entry.code), _capitals(entry.receipt)
    return Handled(code, entry.due_on, entry.fee, entry.charge, receipt, entry.return_by, entry.received_for)


def _capitals(text: str | None) -> str | None:
    return text.strip().upper() or None if text else None


def must_be_told(plan: DossierPlan, outcome: VisitOutcome | None, entries: Sequence[Handled]) -> None:
    """Raises NotValid where the hall demands each dossier's code and there is none, or a dossier without an outcome."""
    if entries and outcome is None:
        raise NotValid("outcome", "Say how the visit ended: %(outcomes)s.", outcomes=", ".join(VisitOutcome))
    if outcome is None or plan.rule is not OutcomeRule.DEMANDED or not SAID_WITH[outcome]:
        return
    if not entries:
        raise NotValid("handled", "This hall asks which dossiers it was about: send the code of each.")
    for at, entry in enumerate(entries):
        if entry.code is None:
            raise NotValid(f"handled.{at}.code", "This hall asks for the code of each dossier.")


def must_be_right(
    entry: Handled, outcome: VisitOutcome, *, plan: DossierPlan, pattern: str | None, takes_fees: bool, today: date
) -> None:
    """Raises NotValid, naming the field, for what cannot be said of a dossier here. `pattern`: the hall's own."""
    for refusal in _of_outcome(entry, outcome):
        raise refusal
    if entry.code is not None:
        must_be_code(entry.code, pattern)
    for refusal in chain(_of_day(entry, today), _of_money(entry, takes_fees=takes_fees), _of_place(entry, plan)):
        raise refusal


def must_differ(entries: Sequence[Handled]) -> None:
    """Raises NotValid for a dossier that is named twice."""
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        if entry.code in seen:
            raise NotValid(f"handled.{at}.code", "Name each dossier once: %(code)s is there twice.", code=entry.code)
        seen.update([entry.code] if entry.code else [])


def must_follow(entry: Handled, outcome: VisitOutcome, earlier: Earlier | None) -> None:
    """Raises NotValid for a dossier that would be received or returned a second time: it would count twice."""
    if earlier is not None and outcome in MOVES and earlier.outcome is outcome:
        raise NotValid(
            "code",
            "The dossier %(code)s was noted so already, on %(day)s. Look at the code again.",
            code=entry.code,
            day=f"{earlier.day:%d/%m/%Y}",
        )


def _of_outcome(entry: Handled, outcome: VisitOutcome) -> Iterator[NotValid]:
    if not SAID_WITH[outcome]:
        yield NotValid("", "A visit for guidance is about no dossier. Leave it out, or choose another outcome.")
    for field in fields(Handled):
        if getattr(entry, field.name) != field.default and field.name not in SAID_WITH[outcome]:
            yield NotValid(
                field.name,
                "With the outcome %(outcome)s nothing is said of %(what)s.",
                outcome=outcome,
                what=field.name,
            )
    if entry == Handled():
        yield NotValid("", "Say something of the dossier: its code, for one.")


def must_be_code(code: str, pattern: str | None) -> None:
    """Raises NotValid for what is no code of a dossier. `pattern`: the hall's own, if any."""
    if len(code) > LONGEST_CODE or not re.fullmatch(pattern or BOTH_CIRCULARS, code):
        raise NotValid("code", "This is no code of a dossier here. It stands on the receipt, below the bar code.")


def _of_day(entry: Handled, today: date) -> Iterator[NotValid]:
    if entry.due_on is not None and abs(entry.due_on - today) > FURTHEST_DUE:
        yield NotValid("due_on", "The promised day is years away. Look at the year again.")


def _of_money(entry: Handled, *, takes_fees: bool) -> Iterator[NotValid]:
    for kind, amount in (("fee", entry.fee), ("charge", entry.charge)):
        if not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount <= MOST_DONG:
            yield NotValid(kind, "Write whole đồng, from 0 to %(most)s.", most=MOST_DONG)
        elif amount and not takes_fees:
            yield NotValid(kind, "This department takes no fees in the hall: its hall file says fee_module = false.")
    if entry.receipt is not None and not (entry.fee or entry.charge):
        yield NotValid("receipt", "A receipt is for a fee or a charge. Say how much was paid.")
    if entry.receipt is not None and not (len(entry.receipt) <= LONGEST_RECEIPT and A_RECEIPT.fullmatch(entry.receipt)):
        yield NotValid(
            "receipt", "A receipt has a number of letters and digits, at most %(most)s.", most=LONGEST_RECEIPT
        )


def _of_place(entry: Handled, plan: DossierPlan) -> Iterator[NotValid]:
    known = [place.slug for place in plan.places]
    if entry.received_for is not None and entry.received_for not in known:
        if not known:
            yield NotValid("received_for", "This hall receives for no other place: its hall file names none.")
        yield NotValid(
            "received_for",
            "This hall does not receive for %(place)s, but for: %(known)s.",
            place=entry.received_for,
            known=", ".join(known),
        )


def answers(outcome: VisitOutcome, earlier: Earlier | None) -> Earlier | None:
    """The receipt of a dossier to which its return belongs: whose department, and promised day where none is said."""
    is_return = outcome is VisitOutcome.RETURNED and earlier is not None and earlier.outcome is VisitOutcome.RECEIVED
    return earlier if is_return else None


def codes_without_day(entries: Collection[Handled], outcome: VisitOutcome | None) -> list[str]:
    """The dossiers whose promised day is to be asked of the one-stop system, nobody having said it."""
    if outcome not in (VisitOutcome.RECEIVED, VisitOutcome.RETURNED):
        return []
    return [entry.code for entry in entries if entry.code is not None and entry.due_on is None]
