"""A program beside the server follows it by its sockets for ever: through restarts, lost lines, strange answers."""

import logging
import threading
from collections.abc import Callable

import requests
import socketio
from pydantic import ValidationError

log = logging.getLogger(__name__)

Follow = Callable[["socketio.SimpleClient"], None]
"""Speaks with the server for as long as it can. Raises SocketIOError or OSError where that is gone, ValidationError
where it speaks another version."""


def follow_for_ever(
    url: str,
    follow: Follow,
    ended: threading.Event,
    retry_seconds: float,
    auth: dict[str, str] | None = None,
    session: requests.Session | None = None,
) -> None:
    """Connects, follows, and after `retry_seconds` does so again, until it `ended`."""
    while not ended.is_set():
        try:
            with socketio.SimpleClient(reconnection=False, http_session=session) as socket:
                socket.connect(url, transports=["websocket"], auth=auth)
                follow(socket)
        except (socketio.exceptions.SocketIOError, ValidationError, OSError) as fault:
            log.warning("The server at %s is not heard (%s): trying again.", url, fault or "no answer")
        except Exception:  # whatever answers there is no server of ours, yet; the hall must not stand still for it
            log.exception("What the server at %s says is not understood: trying again.", url)
        ended.wait(retry_seconds)
