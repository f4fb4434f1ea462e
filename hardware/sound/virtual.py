"""A loudspeaker that keeps what it played: a WAV file each, and a line in `played.tsv` with when it began and ended.

It takes as long as a real one.
"""

import io
import time
import wave
from pathlib import Path
from threading import Event


class VirtualLoudspeaker:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._closed = Event()

    def play(self, wav: bytes) -> None:
        began = time.time()
        number = len(list(self._folder.glob("*.wav"))) + 1
        (self._folder / f"{number:04}.wav").write_bytes(wav)
        with wave.open(io.BytesIO(wav)) as file:
            self._closed.wait(file.getnframes() / file.getframerate())
        with (self._folder / "played.tsv").open("a", encoding="utf-8") as played:
            played.write(f"{number:04}.wav\t{began:.3f}\t{time.time():.3f}\n")

    def close(self) -> None:
        self._closed.set()
