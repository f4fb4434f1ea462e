"""What hears a room: a Protocol, ALSA's `arecord`, and a virtual twin that hears a file. Nothing heard is kept."""

import shutil
import subprocess
from pathlib import Path
from typing import Protocol

PROGRAM = "arecord"
RATE = 16_000
SPARE_SECONDS = 5.0
"""A card that takes so much longer than it should listen does not hear."""


class MicrophoneError(Exception):
    """This machine cannot hear, or could not now. The sentence names the mend."""


class Microphone(Protocol):
    def listen(self, seconds: int) -> bytes:
        """What is heard in so many seconds, as a WAV file. Raises MicrophoneError."""


class AlsaMicrophone:
    """`card` as `arecord -L` names it, such as `plughw:1,0`; the usual one without it. Of Debian's alsa-utils."""

    def __init__(self, card: str | None = None) -> None:
        """Raises MicrophoneError where arecord is not installed."""
        program = shutil.which(PROGRAM)
        if program is None:
            raise MicrophoneError(f"{PROGRAM} is not installed: install Debian's package alsa-utils.")
        sound = ["--file-type=wav", "--format=S16_LE", f"--rate={RATE}", "--channels=1"]
        self._command = [program, "--quiet", *(["--device", card] if card else []), *sound]

    def listen(self, seconds: int) -> bytes:
        command = [*self._command, f"--duration={seconds}"]
        try:
            heard = subprocess.run(command, capture_output=True, timeout=seconds + SPARE_SECONDS, check=False)  # noqa: S603 (the command is ours)
        except subprocess.TimeoutExpired:
            raise MicrophoneError("The microphone hangs. Is it plugged in?") from None
        if heard.returncode:
            why = heard.stderr.decode(errors="replace").strip()
            raise MicrophoneError(f"The microphone does not hear ({why}). Name another one: {PROGRAM} -L lists them.")
        return heard.stdout


class VirtualMicrophone:
    """Hears what a WAV file has at that moment, at once."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def listen(self, seconds: int) -> bytes:
        try:
            return self._file.read_bytes()
        except OSError as error:
            raise MicrophoneError(f"{self._file} cannot be read: {error.strerror}.") from error


def open_microphone(address: str) -> Microphone:
    """The microphone of `alsa:`, `alsa:plughw:1,0` or `virtual:///FILE.wav`. Raises MicrophoneError."""
    kind, _, rest = address.partition(":")
    path = rest.removeprefix("//")
    match kind:
        case "alsa":
            return AlsaMicrophone(rest or None)
        case "virtual" if path:
            return VirtualMicrophone(Path(path))
    raise MicrophoneError(f"{address!r} is no microphone: write alsa:, alsa:plughw:1,0 or virtual:///FILE.wav.")
