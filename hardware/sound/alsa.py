"""A sound card by `aplay` of Debian's alsa-utils: a process for each sound, which the card's trouble cannot hang."""

import io
import shutil
import subprocess
import wave

from hardware.sound.loudspeaker import LoudspeakerError

PROGRAM = "aplay"
SPARE_SECONDS = 5.0
"""A card that takes so much longer than the sound lasts does not play it."""


class AlsaLoudspeaker:
    """`card` as `aplay -L` names it, such as `plughw:1,0`; the usual one without it."""

    def __init__(self, card: str | None = None) -> None:
        """Raises LoudspeakerError where aplay is not installed."""
        program = shutil.which(PROGRAM)
        if program is None:
            raise LoudspeakerError(f"{PROGRAM} is not installed: install Debian's package alsa-utils.")
        self._command = [program, "--quiet", *(["--device", card] if card else []), "-"]
        self._playing: subprocess.Popen[bytes] | None = None

    def play(self, wav: bytes) -> None:
        self._playing = subprocess.Popen(  # noqa: S603 (the command is ours)
            self._command, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        try:
            _, told = self._playing.communicate(wav, timeout=_seconds(wav) + SPARE_SECONDS)
        except subprocess.TimeoutExpired:
            self._playing.kill()
            self._playing.communicate()
            raise LoudspeakerError("The sound card hangs. Is it plugged in?") from None
        if self._playing.returncode:
            why = told.decode(errors="replace").strip()
            raise LoudspeakerError(f"The sound card did not play ({why}). Name another one: {PROGRAM} -L lists them.")

    def close(self) -> None:
        if self._playing is not None and self._playing.poll() is None:
            self._playing.terminate()


def _seconds(wav: bytes) -> float:
    with wave.open(io.BytesIO(wav)) as file:
        return float(file.getnframes() / file.getframerate())
