"""How a kiosk joins its hall, step by step: it looks for the server, shows its code, is admitted. No Kivy."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk_app.server.client import Unreachable
from kiosk_app.server.discovery import find_server
from kiosk_app.server.membership import Membership, new_membership, save_membership
from kiosk_app.server.pairing import ask_for_code, authority_of, is_approved

ASK_EVERY_SECONDS = 2.0
LOOK_SECONDS = 3.0
UNANSWERED_BEFORE_LOOKING = 3
"""After so many questions without an answer the server may have moved in the network."""


@dataclass(frozen=True, slots=True)
class Looking:
    """No server has answered yet, or none does any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The server waits for somebody to approve this code: the server's own letters, and with TLS four more behind a
    dash, by which an administrator learns whether the kiosk talks to their server.
    """

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
        try:
            if asking is None or unanswered >= UNANSWERED_BEFORE_LOOKING:
                asking = _found(asking)
            if is_approved(asking):
                save_membership(file, asking)
                tell(Admitted())
                return
            tell(Waiting(asking.server, ask_for_code(asking)))
            unanswered = 0
        except NobodyThere:
            tell(Looking())
            continue
        except Unreachable:
            tell(Looking())
            unanswered += 1
        ended.wait(ASK_EVERY_SECONDS)


class NobodyThere(Exception):
    """No server announces itself. It was waited for already."""


def _found(asked_before: Membership | None) -> Membership:
    """What to ask with at the server that is announced. Raises NobodyThere, Unreachable.

    The same token where it is the same server: it may have moved, and know the code already. To one by another
    authority nothing is told that another has heard.
    """
    address = find_server(LOOK_SECONDS)
    if address is None:
        raise NobodyThere
    authority = authority_of(address)
    if asked_before is not None and asked_before.authority == authority:
        return replace(asked_before, server=address)
    return new_membership(address, authority)
