"""What every message is made of: words, limits of what is written, answers and errors that everybody gets."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from display_server.domain.ticket_layout import BLOCKS, NEEDED

Words = dict[str, str]
"""A text per language code: `{"vi": "Đăng ký kinh doanh", "en": "Business registration"}`."""

TICKET_BLOCKS, NEEDED_BLOCK = BLOCKS, NEEDED
"""What stands on tickets, and what must."""

NO_NUL = r"^[^\x00]*$"
"""PostgreSQL cannot keep the character NUL, and nobody writes it."""

SAYS_SOMETHING = r"^[^\x00]*[^\s\x00][^\x00]*$"


def _whole(value: object) -> object:
    """12.0 is a whole number in JSON, as it is in JavaScript."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(_whole)

Id = Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE]
"""What the database can hold."""


def _written_out(kind: type[date]) -> BeforeValidator:
    """Reads the text itself: pydantic would take a number in quotes for the seconds since 1970."""

    def read(value: object) -> object:
        try:
            return kind.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError("write it out, as 2026-11-23 or 2026-11-23T08:00:00+07:00") from None

    return BeforeValidator(read)


A_YEAR = {"pattern": "^(19|2[0-8])[0-9]{2}-"}

Day = Annotated[date, Field(ge=date(1900, 1, 1), lt=date(2900, 1, 1), json_schema_extra=A_YEAR), _written_out(date)]

Moment = Annotated[
    AwareDatetime,
    # A day more at either end: far from Greenwich the year 1900 begins earlier, and 2899 ends later.
    Field(ge=datetime(1899, 12, 31, tzinfo=UTC), lt=datetime(2900, 1, 2, tzinfo=UTC), json_schema_extra=A_YEAR),
    _written_out(datetime),
]
"""Far from the ends of the calendar, where no time can be reckoned with any more; a lost clock says 1970."""

ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=SAYS_SOMETHING)
]

LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=NO_NUL)]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]


class Message(BaseModel):
    """What the server says. Fields may be added: a program that is older than the server passes them over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


NETWORK_SERVICE = "_motcua._tcp.local."
"""What a server is called in the hall's network (DNS-SD), so that a kiosk finds it."""


class Request(Message):
    """What the server is asked. A field that it does not know is a mistake, and is said to be one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DaysQuery(Request):
    """Local days of the hall, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None


class WaitRange(Message):
    """The promise made to a citizen: the call is expected between these two whole minutes from now."""

    low_minutes: int
    high_minutes: int


class QuietTime(Message):
    """An hour to come that was quiet on such weekdays, and how sure that is."""

    begins: datetime
    ends: datetime
    minutes: int
    """What people waited in it on average."""
    days: int
    """On how many such days it was seen."""
    shorter: int
    """On how many of them people waited less in it than on the whole of that day."""


class Pairing(Message):
    """What a new device shows: `motcua device approve CODE` lets it in, until the code expires."""

    code: str
    expires_at: datetime


class FieldError(Message):
    field: str
    message: str


class Problem(Message):
    """An error in words, RFC 9457 `application/problem+json`."""

    type: str = "about:blank"
    status: int
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()


class Me(Message):
    """Who a token or a browser's session belongs to. `csrf` goes into `X-CSRF-Token` of a session's commands."""

    role: str
    name: str
    hall: str | None
    counter: int | None
    csrf: str | None
    departments: tuple[str, ...] = ()
    """Those that a supervisor is for."""
    must_change_password: bool = False
    """Nothing else may be done before."""


Password = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class SignIn(Request):
    name: ShortText
    password: Password
    code: ShortText | None = None
    """Of the second factor, for whoever has one: six digits, or a recovery code."""


class ApproveDevice(Request):
    """Lets the device in that shows this code: with the letters behind it, where it shows some."""

    code: ShortText
    name: ShortText
    """What the journal and the manager's page call it."""
    counter: Id | None = None
    """The only counter that it is good for."""


class DeviceLetIn(Message):
    role: str
    name: str


class AskToPair(Request):
    """A new device asks to be let in. It makes its own bearer token, and tells no more of it than its digest.

    Once its code is approved, `GET /me` answers to the token with the role and the hall.
    """

    role: Literal["kiosk", "display", "panel", "rating"]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 of the token, in hexadecimal; the token has at least 256 random bits."""
