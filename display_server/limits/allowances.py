"""What one address may do. All of it follows from how many phones may stand behind one address.

A hall's Wi-Fi, and a mobile operator's network, show hundreds of phones under one address: a limit that is right for
one person would shut them all out. So one number says how many there may be, and each allowance is so much for each.
"""

from dataclasses import dataclass

CONNECTIONS_EACH = 4
"""A page is loaded on up to six connections for a second; afterwards one is left, its web socket."""
SOCKETS_EACH = 2
LOOK_UPS_EACH = 4
"""In one minute: a page is opened, turned away from and opened again."""
BEGUN_AT_ONCE = 2
"""Questions of one address that are begun before everybody else is looked at."""


@dataclass(frozen=True, slots=True)
class Allowances:
    phones: int = 500

    @property
    def connections(self) -> int:
        return self.phones * CONNECTIONS_EACH

    @property
    def sockets(self) -> int:
        return self.phones * SOCKETS_EACH

    @property
    def look_ups_a_minute(self) -> int:
        return self.phones * LOOK_UPS_EACH
