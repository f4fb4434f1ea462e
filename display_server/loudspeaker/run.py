"""Asks the server what a zone's loudspeaker is to say, and says it: through restarts, lost lines, pulled cards."""

import logging
import threading
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import requests
import socketio

from display_server.contract import Announce, Announcement, AnnouncementAnswer
from display_server.loudspeaker.room_noise import RoomNoise
from display_server.reconnecting import follow_for_ever
from display_server.voice.audio import NoSound, Samples, read_wav, wav_bytes
from display_server.voice.gong import announced
from hardware.sound.loudspeaker import Loudspeaker, LoudspeakerError

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
ANSWER_SECONDS = 12.0
"""Longer than the server takes to make a sound; and it ticks every five seconds: who hears nothing connects anew."""


class Announcer:
    """`token` of a device that was let in: it goes before unknown browsers. `ca`: who vouches for the server.

    `noise`: what the room's microphone hears, for whoever wants to be louder in it.
    """

    def __init__(
        self,
        url: str,
        asked: Announce,
        loudspeaker: Loudspeaker,
        token: str | None = None,
        ca: Path | None = None,
        noise: RoomNoise | None = None,
    ) -> None:
        self._url, self._asked, self._loudspeaker, self._noise = url.rstrip("/"), asked, loudspeaker, noise
        self._auth = {"token": token} if token else None
        topic = (f"board:{asked.hall}", *([asked.zone] if asked.zone else []))
        self._topic = ":".join(topic)
        self._ended = threading.Event()
        self._session = requests.Session()
        self._session.trust_env = False  # the hall's server is no proxy's business, and its authority is the one given
        if ca is not None:
            self._session.verify = str(ca)

    def run(self) -> None:
        """Until `end`, from another thread or a signal."""
        if self._noise is not None:
            self._noise.start()
        follow_for_ever(self._url, self._follow, self._ended, RETRY_SECONDS, self._auth, self._session)

    def end(self) -> None:
        self._ended.set()
        self._loudspeaker.close()
        if self._noise is not None:
            self._noise.end()

    def _follow(self, socket: "socketio.SimpleClient") -> None:
        """Raises SocketIOError where the server is gone, silent or refuses."""
        _must_be_answered(socket.call("watch", {"topic": self._topic}, timeout=ANSWER_SECONDS))
        while not self._ended.is_set():
            answer = socket.call("announce", self._asked.model_dump(mode="json"), timeout=ANSWER_SECONDS)
            told = AnnouncementAnswer.model_validate(_must_be_answered(answer))
            if told.announcement is not None:
                self._say(told.announcement)
            elif told.again_in is not None:
                self._ended.wait(told.again_in)
            else:
                # A view of the board, or a tick after five seconds: either way, there may be something to say.
                socket.receive(timeout=ANSWER_SECONDS)

    def _say(self, announcement: Announcement) -> None:
        try:
            answer = self._session.get(f"{self._url}{announcement.sound}", timeout=ANSWER_SECONDS)
            answer.raise_for_status()
            self._play(read_wav(answer.content).samples, announcement)
        except (requests.RequestException, NoSound, LoudspeakerError) as fault:
            log.warning("%s was not said: %s", announcement.number or announcement.kind, fault)

    def _play(self, said: Samples, announcement: Announcement) -> None:
        volume = announcement.volume if self._noise is None else self._noise.volume(announcement.volume)
        with nullcontext() if self._noise is None else self._noise.speaking():
            self._loudspeaker.play(wav_bytes(announced(said, announcement.times, volume)))


def _must_be_answered(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    if "error" in answer:
        raise socketio.exceptions.SocketIOError(answer["error"])
    return answer
