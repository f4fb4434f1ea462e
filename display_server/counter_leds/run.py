"""Watches the board and keeps the displays true: through server restarts, lost lines and unplugged displays."""

import threading
import time
from typing import Any

import socketio

from display_server.contract import Board, TopicView
from display_server.counter_leds.leds import CounterLeds
from display_server.reconnecting import follow_for_ever

RETRY_SECONDS = 2.0
LOOK_SECONDS = 1.0
SILENT_SECONDS = 12.0
"""The server ticks every five seconds; who hears nothing for so long connects anew."""


class Watch:
    """The board of one hall: `leds` sees every view."""

    def __init__(self, url: str, hall: str, leds: CounterLeds) -> None:
        self._url, self._topic, self._leds = url, f"board:{hall}", leds
        self._ended, self._changed = threading.Event(), threading.Event()
        self._seq, self._heard_at = -1, 0.0

    def run(self) -> None:
        """Until `end`, from another thread or a signal."""
        listening = threading.Thread(target=self._listen, name="board", daemon=True)
        listening.start()
        while not self._ended.is_set():
            self._leds.tell(time.monotonic())
            self._changed.wait(LOOK_SECONDS)
            self._changed.clear()
        listening.join(RETRY_SECONDS)

    def end(self) -> None:
        self._ended.set()
        self._changed.set()

    def _listen(self) -> None:
        follow_for_ever(self._url, self._follow, self._ended, RETRY_SECONDS)

    def _follow(self, socket: "socketio.SimpleClient") -> None:
        """Raises SocketIOError where the server is gone or silent, ValidationError where it speaks another version."""
        self._seq = -1  # a server may begin anew
        self._see(socket.call("watch", {"topic": self._topic}, timeout=SILENT_SECONDS))
        while not self._ended.is_set():
            name, view = socket.receive(timeout=SILENT_SECONDS)
            if name == "view":
                self._see(view)
            elif view.get(self._topic, self._seq) > self._seq:
                self._see(socket.call("watch", {"topic": self._topic}, timeout=SILENT_SECONDS))

    def _see(self, answer: dict[str, Any]) -> None:
        if "error" in answer:
            raise socketio.exceptions.SocketIOError(answer["error"])
        view = TopicView.model_validate(answer)
        if view.seq >= self._seq and view.topic == self._topic:
            self._seq = view.seq
            if isinstance(view.view, Board):
                self._leds.see(view.view)
            self._changed.set()
