"""Who came in, who could not, and who changed what others may do: the security log's entries, and their hash chain.

One chain for the whole database. Pure; knows no database. Nothing secret is ever an entry's fact: no password, token or
code. Names stand in the chain as they are, since the log is there to tell who it was; an address stands in it as a
salted hash, so that it can be erased after a while and the chain still holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from display_server.domain.chain import chained, seal, written

SECURITY_LOG = "security log"
"""What its checkpoints are signed for, in a hall's place: no hall has a name like this."""
FIRST_LINK = ""
ADDRESS = "address"


class Kind(StrEnum):
    """What happened. These words are stored, and are in the chain: none is ever renamed."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    ROLE_CHANGED = "role_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 (no password)
    PASSWORD_GIVEN = "password_given"  # noqa: S105 (as above)
    SECOND_FACTOR_SET = "second_factor_set"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    TOKEN_MADE = "token_made"  # noqa: S105 (as above)
    TOKEN_REVOKED = "token_revoked"  # noqa: S105 (as above)
    DEVICE_APPROVED = "device_approved"
    EXPORTED = "exported"
    PLAN_CHANGED = "plan_changed"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does something, and from which address; none at the machine itself."""

    name: str
    address: str | None = None


AT_THE_MACHINE = Doer("administrator")
"""Whoever may use the command line on the server."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be logged. `about`: whose account, which device, what was exported."""

    kind: Kind
    by: Doer
    about: str | None = None
    hall: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoggedDeed:
    """A deed as the log keeps it."""

    id: int
    at: datetime
    deed: Deed

    def link(self, before: str, sealed: str) -> str:
        """Its place in the chain."""
        deed = self.deed
        form = {
            "log": SECURITY_LOG,
            "id": self.id,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": deed.kind,
            "by": deed.by.name,
            "about": deed.about,
            "hall": deed.hall,
            "facts": dict(deed.facts),
            "seal": sealed,
        }
        return chained(before, written(form))

    def seal(self, salt: str) -> str:
        """The salted hash of the address."""
        return seal(salt, ADDRESS, self.deed.by.address)
