"""How a kiosk without a hall comes in, told step by step: looking for the server, showing its code, let in. No Kivy."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk_app.server.client import Unreachable
from kiosk_app.server.joining import ask, find_server, is_admitted
from kiosk_app.server.membership import Membership, new_membership, save_membership

ASK_EVERY_SECONDS = 2.0
LOOK_SECONDS = 3.0
UNHEARD_BEFORE_LOOKING = 3
"""After so many questions without an answer the server may have moved in the network."""


@dataclass(frozen=True, slots=True)
class Looking:
    """No server has answered yet, or none does any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The server waits for somebody to approve this code."""

    server: str
    code: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """The membership is kept: the kiosk can begin."""


Progress = Looking | Waiting | Admitted


def join_hall(file: Path, tell: Callable[[Progress], None], ended: threading.Event) -> None:
    """Goes on until the kiosk is let in or it `ended`. Raises OSError where the membership cannot be kept.

    A server that is away for a moment finds it waiting by the same code: it may have been approved meanwhile.
    """
    asking: Membership | None = None
    unheard = 0
    while not ended.is_set():
        if asking is None or unheard >= UNHEARD_BEFORE_LOOKING:
            address = find_server(LOOK_SECONDS)
            if address is None:
                tell(Looking())
                continue
            # The same token in both places: the server may have moved, and know its code already.
            asking = replace(asking, server=address) if asking else new_membership(address)
        try:
            if is_admitted(asking):
                save_membership(file, asking)
                tell(Admitted())
                return
            tell(Waiting(asking.server, ask(asking)))
            unheard = 0
        except Unreachable:
            tell(Looking())
            unheard += 1
        ended.wait(ASK_EVERY_SECONDS)
