"""How loud the room is, and how much louder that makes an announcement. Keeps levels alone, never what was heard."""

import logging
import math
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import numpy as np

from display_server.voice.audio import NoSound, Samples, read_wav
from hardware.sound.microphone import Microphone, MicrophoneError

log = logging.getLogger(__name__)

LISTEN_SECONDS = 1
PAUSE_SECONDS = 2.0
REMEMBERED = 10
"""Half a minute of listening: a dropped chair does not make the next call loud, a full hall does."""
SILENCE_DB = -96.0
"""What 16 bits can tell from nothing."""


def level_db(samples: Samples) -> float:
    """The level of these samples, in decibels below full scale (dBFS, of the root mean square)."""
    if not len(samples):
        return SILENCE_DB
    power = float(np.mean(np.square(samples)))
    return max(SILENCE_DB, 10 * math.log10(power)) if power else SILENCE_DB


def volume_in_noise(volume: float, noise_db: float | None, quiet_room_db: float) -> float:
    """The hall's `volume`, decibel for decibel louder than in a quiet room, and never above 1: there sound is cut off.

    So a hall that wants to be louder in noise writes the volume of its quiet room, well below 100 per cent.
    `noise_db` is None where nothing was heard yet: then the volume stays as it is written.
    """
    if noise_db is None or noise_db <= quiet_room_db:
        return volume
    return max(volume, min(1.0, volume * 10 ** ((noise_db - quiet_room_db) / 20)))


class RoomNoise:
    """Listens between the announcements, in a thread of its own; never to itself."""

    def __init__(self, microphone: Microphone, quiet_room_db: float) -> None:
        self._microphone, self._quiet_room_db = microphone, quiet_room_db
        self._levels: deque[float] = deque(maxlen=REMEMBERED)
        self._speaking = threading.Event()
        self._ended = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, name="room noise", daemon=True).start()

    def end(self) -> None:
        self._ended.set()

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """While an announcement is said: what is heard then is not the room."""
        self._speaking.set()
        try:
            yield
        finally:
            self._speaking.clear()

    def volume(self, volume: float) -> float:
        """How loud the next announcement is, of this volume in a quiet room."""
        return volume_in_noise(volume, median(self._levels) if self._levels else None, self._quiet_room_db)

    def _run(self) -> None:
        while not self._ended.wait(PAUSE_SECONDS):
            if not self._speaking.is_set():
                self._listen()

    def _listen(self) -> None:
        try:
            level = level_db(read_wav(self._microphone.listen(LISTEN_SECONDS)).samples)
        except (MicrophoneError, NoSound) as fault:
            log.warning("The room is not heard, so announcements are as loud as the hall file says: %s", fault)
            self._levels.clear()
            return
        if not self._speaking.is_set():
            self._levels.append(level)
