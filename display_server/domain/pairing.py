"""How a new device comes to its token: it shows a code, and an administrator says whose it is. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(minutes=15)
"""How long a device's code can be approved; it then asks for another."""
MOST_WAITING = 60
"""So many devices may wait at once: nobody fills the database by asking."""
CODE_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Pairing:
    """A device that waits for an administrator. It made its own token and told only the token's SHA-256."""

    code: str
    role: str
    digest: str
    expires_at: datetime
