"""A kiosk's membership of its hall, and the file that keeps it. Knows no network.

The kiosk makes its own token and sends only the token's digest: the token itself crosses the network for the first time
when the kiosk is already admitted, and nobody copies it from a screen.
"""

import json
import os
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe

from kiosk_app.server.trust import Trust


@dataclass(frozen=True, slots=True)
class Membership:
    """What a kiosk keeps once it was admitted; before that, what it asks with."""

    server: str
    token: str
    began_at: str | None = None
    """The server's address when this kiosk's store was begun; None where it is there still."""
    authority: str | None = None
    """The certificate, in PEM, of who vouches for the server; without it the server proves nothing over plain HTTP."""
    of_the_hall: bool = True
    """Whether that authority vouches for this server alone."""

    def moved_to(self, server: str) -> "Membership":
        """Of the same server, which has another address now."""
        return replace(self, server=server, began_at=self.began_at or self.server)

    @property
    def trust(self) -> Trust | None:
        return Trust(self.authority, self.of_the_hall) if self.authority else None

    @property
    def digest(self) -> str:
        return sha256(self.token.encode()).hexdigest()


def new_membership(server: str, authority: str | None = None) -> Membership:
    return Membership(server, token_urlsafe(32), authority=authority)


def load_membership(file: Path) -> Membership | None:
    """The membership that this kiosk has; None before it was admitted. Raises OSError, ValueError."""
    if not file.exists():
        return None
    return Membership(**json.loads(file.read_text()))


def save_membership(file: Path, membership: Membership) -> None:
    """Writes it whole or not at all, for this user's eyes only. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
        json.dump(asdict(membership), written)
        written.flush()
        os.fsync(written.fileno())
    new.rename(file)
