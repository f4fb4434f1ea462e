"""How a kiosk joins its hall, step by step: it looks for the server, shows its code, is admitted. No Kivy."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk_app.server.client import Unreachable
from kiosk_app.server.discovery import find_server
from kiosk_app.server.membership import Membership, new_membership, save_membership
from kiosk_app.server.pairing import ask_for_code, is_approved

ASK_EVERY_SECONDS = 2.0
LOOK_SECONDS = 3.0
UNANSWERED_BEFORE_LOOKING = 3
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
    """The membership is saved: the kiosk can begin."""


Progress = Looking | Waiting | Admitted


def join_hall(file: Path, tell: Callable[[Progress], None], ended: threading.Event) -> None:
    """Goes on until the kiosk is admitted or it `ended`. Raises OSError where the membership cannot be saved.

    A server that is away for a moment finds it waiting by the same code: it may have been approved meanwhile.
    """
    asking: Membership | None = None
    unanswered = 0
    while not ended.is_set():
        if asking is None or unanswered >= UNANSWERED_BEFORE_LOOKING:
            address = find_server(LOOK_SECONDS)
            if address is None:
                tell(Looking())
                continue
            # The same token in both places: the server may have moved, and know its code already.
            asking = replace(asking, server=address) if asking else new_membership(address)
        try:
            if is_approved(asking):
                save_membership(file, asking)
                tell(Admitted())
                return
            tell(Waiting(asking.server, ask_for_code(asking)))
            unanswered = 0
        except Unreachable:
            tell(Looking())
            unanswered += 1
        ended.wait(ASK_EVERY_SECONDS)
