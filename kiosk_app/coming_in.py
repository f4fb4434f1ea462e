"""How a kiosk without a hall comes in, told step by step: looking for the server, showing its code, let in. No Kivy."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk_app.joining import ask, find_server, is_let_in
from kiosk_app.membership import Membership, keep, new_membership
from kiosk_app.server import Unreachable

ASK_EVERY_SECONDS = 2.0
LOOK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Looking:
    """No server has answered yet, or none does any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The server waits for somebody to approve this code."""

    server: str
    code: str


@dataclass(frozen=True, slots=True)
class LetIn:
    """The membership is kept: the kiosk can begin."""


Progress = Looking | Waiting | LetIn


def come_in(file: Path, tell: Callable[[Progress], None], ended: threading.Event) -> None:
    """Goes on until the kiosk is let in or it `ended`. Raises OSError where the membership cannot be kept."""
    asking: Membership | None = None
    while not ended.is_set():
        address = asking.server if asking else find_server(LOOK_SECONDS)
        if address is None:
            tell(Looking())
            continue
        asking = asking or new_membership(address)
        try:
            if is_let_in(asking):
                keep(file, asking)
                tell(LetIn())
                return
            tell(Waiting(asking.server, ask(asking)))
        except Unreachable:
            tell(Looking())
            asking = None  # it may have moved in the network
        ended.wait(ASK_EVERY_SECONDS)
