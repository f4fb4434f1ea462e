"""Which machine this is, by what no copied disk takes along. Knows nothing of the kiosk."""

from contextlib import suppress
from pathlib import Path

INTERFACES = Path("/sys/class/net")
PERMANENT = "0"
"""Linux' `addr_assign_type` of an address that stands in the card itself (sysfs-class-net)."""


def network_cards(interfaces: Path = INTERFACES) -> frozenset[str]:
    """The addresses of this machine's own network cards; none where it has none, or does not tell."""
    found = set[str]()
    for card in interfaces.glob("*/device"):
        with suppress(OSError):
            if (card.parent / "addr_assign_type").read_text().strip() == PERMANENT:
                found.add((card.parent / "address").read_text().strip())
    return frozenset(found)
