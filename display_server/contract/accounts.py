"""People's accounts: what administrators see and change, and what everybody may do with their own."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from display_server.contract.common import Message, Password, Request, ShortText, Slug


class Account(Message):
    """A person's account. Nothing of the password is told."""

    id: int
    name: str
    role: str
    hall: str | None
    departments: tuple[str, ...]
    disabled: bool
    must_change_password: bool
    has_second_factor: bool
    last_sign_in_at: datetime | None


class Accounts(Message):
    accounts: tuple[Account, ...]


ROLES_OF_PEOPLE = ("receptionist", "officer", "supervisor", "manager", "admin")


class PlaceInHall(Request):
    """What a person is, and where: `departments` of a supervisor only, who has a hall and at least one of them."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"role": {"const": "supervisor"}}},
            "then": {
                "properties": {"hall": {"type": "string"}, "departments": {"minItems": 1}},
                "required": ["hall", "departments"],
            },
            "else": {"properties": {"departments": {"maxItems": 0}}},
        }
    )

    role: Annotated[Slug, Field(json_schema_extra={"enum": [*ROLES_OF_PEOPLE]})]
    hall: Slug | None = None
    departments: tuple[Slug, ...] = ()


class AddAccount(PlaceInHall):
    name: ShortText
    password: Password | None = None
    """The first one, which the person changes; without it one is made and answered."""


class NewAccount(Message):
    account: Account
    password: str | None
    """The one that was made here: it cannot be read again."""


class GivePassword(Request):
    password: Password | None = None
    """Which the person changes; without it one is made and answered."""


class GivenPassword(Message):
    password: str | None


class OwnSession(Message):
    """A browser at which this person is signed in."""

    since: datetime
    used_at: datetime


class OwnAccount(Message):
    """As its owner sees it."""

    account: Account
    may_have_second_factor: bool
    sessions: tuple[OwnSession, ...]


class ChangePassword(Request):
    password: Password
    new_password: Password


class PasswordAgain(Request):
    """For what a browser that was left alone must not do."""

    password: Password


class SecondFactorOffer(Message):
    """What an authenticator app is to share. Nothing is stored until a code has proved that it does."""

    secret: str
    address: str
    qr: str
    """The picture's own address (`data:`)."""


class ProveSecondFactor(PasswordAgain):
    secret: Annotated[str, StringConstraints(pattern=r"^[A-Z2-7]{32}$")]
    code: ShortText


class RecoveryCodes(Message):
    """Each stands in for the app once. They cannot be read again."""

    codes: tuple[str, ...]
