"""What a scanned text says: a ticket, an appointment, a receipt, an ID card, or nothing known. Pure; keeps nothing.

Dossier codes: TT 01/2018/TT-VPCP Art. 19, `000.00.19.H19-181130-0042`, and TT 04/2025/TT-VPCP,
`H15.50.05.13-261008-0975`: the receiving unit, the day, the number of that day. ID cards of 2021 to mid-2024: seven
fields joined by `|`: the number of 12 digits, the old one of 9 (may be empty), name, birth ddmmyyyy, sex, address, day
of issue; later cards have more and other fields. So of a card only what is sure is read: the number at its beginning,
and a day of birth that agrees with the year that the number itself tells (its 4th digit is century and sex, the 5th and
6th are the year of birth; NĐ 137/2015/NĐ-CP Art. 13). Scanners that type spoil accents and separators, not digits.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, unquote, urlsplit

AROUND = "".join(map(chr, range(33))) + "\x7f\ufeff"
"""What scanners put around a code, as they are set: STX and ETX, line ends, a byte order mark."""
AIM_PREFIX = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""Which kind of code it was (ISO/IEC 15424): `]Q1` for a QR code."""
TICKET_LINK = re.compile(r"https?://[^/\s]+/t/([A-Za-z0-9_-]{16,64})", re.ASCII)
APPOINTMENT = re.compile(r"[A-HJ-NP-Z2-9]{8}")
APPOINTMENT_SCHEME = "motcua:appointment:"
DOSSIER = re.compile(
    r"(?<![\w.])(\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{2,3}){1,3})-(\d{6})-(\d{4,7})(?![\w-])", re.ASCII
)
CARD_NUMBER = re.compile(r"\s*(\d{12})(?!\d)", re.ASCII)
EIGHT_DIGITS = re.compile(r"(?<!\d)\d{8}(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class AppointmentCode:
    code: str


@dataclass(frozen=True, slots=True)
class DossierCode:
    """`unit` received it as its `number`-th of that day."""

    code: str
    unit: str
    received_on: date
    number: int


@dataclass(frozen=True, slots=True)
class ScannedIdCard:
    """`born_on` is None where the code does not tell the day; `born_in` is known always."""

    number: str = field(repr=False)
    """In no log: `repr` leaves it out, like the day of birth."""
    born_in: int = field(repr=False)
    born_on: date | None = field(repr=False, default=None)

    def is_at_least(self, years: int, on: date) -> bool:
        """Whether its holder has reached this age by that day, for sure."""
        born = self.born_on or date(self.born_in, 12, 31)
        return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) >= years


@dataclass(frozen=True, slots=True)
class TicketLink:
    """The address on a ticket, by which its holder follows it."""

    token: str = field(repr=False)
    """Whoever has it may cancel: in no log."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A code of something else. What it says is nobody's business here."""


Scanned = TicketLink | AppointmentCode | DossierCode | ScannedIdCard | Unknown


def read_code(text: str) -> Scanned:
    """What this text of a code says. Whatever it is, this raises nothing."""
    text = text.strip(AROUND)
    if marked := AIM_PREFIX.match(text):
        text = text[marked.end() :]
    return _ticket(text) or _card(text) or _dossier(text) or _appointment(text) or Unknown()


def _ticket(text: str) -> TicketLink | None:
    found = TICKET_LINK.fullmatch(text)
    return TicketLink(found[1]) if found else None


def _card(text: str) -> ScannedIdCard | None:
    found = CARD_NUMBER.match(text)
    born_in = _year_of_birth(found[1]) if found else None
    if found is None or born_in is None:
        return None
    days = (_day(digits) for digits in EIGHT_DIGITS.findall(text[found.end() :]))
    return ScannedIdCard(found[1], born_in, next((day for day in days if day and day.year == born_in), None))


def _year_of_birth(number: str) -> int | None:
    """Of an ID number; None for twelve digits that are none, such as those of a bar code."""
    century, year = int(number[3]), int(number[4:6])
    born = 1900 + century // 2 * 100 + year
    return born if century < 4 else None  # until 2099


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _dossier(text: str) -> DossierCode | None:
    """Alone, or anywhere in a longer text, such as the address of a look-up."""
    found = DOSSIER.search(unquote(text).upper())
    if found is None:
        return None
    unit, day, number = found.groups()
    try:
        received_on = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return None
    return DossierCode(found[0], unit, received_on, int(number))


def _appointment(text: str) -> AppointmentCode | None:
    """The bare code, `motcua:appointment:CODE`, or an address with `appointment=CODE`."""
    if text.lower().startswith(APPOINTMENT_SCHEME):
        wanted = text[len(APPOINTMENT_SCHEME) :]
    else:
        try:
            wanted = dict(parse_qsl(urlsplit(text).query)).get("appointment", text)
        except ValueError:
            wanted = text
    wanted = wanted.strip().upper()
    return AppointmentCode(wanted) if APPOINTMENT.fullmatch(wanted) else None
