"""Who came in, who could not, and who changed what others may do: the security log's entries, and their hash chain.

One chain for the whole database. Pure; knows no database. Nothing secret is ever an entry's fact: no password, token or
code. Names and addresses stand in the chain as salted hashes, so that they can be erased after a while and the chain
still holds. In entries of older versions the names stand as they are: those stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from display_server.domain.chain import chained, is_empty, seal, written

SECURITY_LOG = "security log"
"""What its checkpoints are signed for, in a hall's place: no hall has a name like this."""
FIRST_LINK = ""
ADDRESS, BY, ABOUT = "address", "doer", "subject"


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
    VISIT_READ = "visit_read"
    PLAN_CHANGED = "plan_changed"
    DATA_ERASED = "data_erased"
    PERSON_FORGOTTEN = "person_forgotten"


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

    def seals(self, salt: str) -> dict[str, str]:
        """The salted hashes of who did it, from where, and to whom."""
        return {name: seal(salt, name, value) for name, value in self._personal().items()}

    def broken_seals(self, sealed: Mapping[str, str], salt: str | None) -> list[str]:
        """What is not what was sealed: also what was erased once, and is there again."""
        personal = self._personal()
        if salt is None:
            return [name for name in sealed if not is_empty(personal[name])]
        return [name for name, its_seal in sealed.items() if seal(salt, name, personal[name]) != its_seal]

    def link(self, before: str, sealed: Mapping[str, str]) -> str:
        """Its place in the chain."""
        deed = self.deed
        form: dict[str, object] = {
            "log": SECURITY_LOG,
            "id": self.id,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": deed.kind,
            "hall": deed.hall,
            "facts": dict(deed.facts),
        }
        if BY in sealed:
            return chained(before, written({**form, "seals": dict(sealed)}))
        return chained(before, written({**form, "by": deed.by.name, "about": deed.about, "seal": sealed[ADDRESS]}))

    def _personal(self) -> dict[str, str | None]:
        return {BY: self.deed.by.name, ABOUT: self.deed.about, ADDRESS: self.deed.by.address}
