"""From an address to a voice: `espeak:`, `espeak:///FILE.wav` or `virtual:///FILE`."""

from pathlib import Path

from hardware.speech.espeak import EspeakVoice
from hardware.speech.virtual import VirtualVoice
from hardware.speech.voice import SpeechError, Voice


def open_voice(address: str) -> Voice:
    """The voice of this address.

    Raises SpeechError where there is no such voice, or where this machine cannot speak with it.
    """
    kind, _, rest = address.partition(":")
    path = rest.removeprefix("//")
    file = Path(path) if path else None
    match kind:
        case "espeak":
            return EspeakVoice(file)
        case "virtual" if file:
            return VirtualVoice(file)
    raise SpeechError(f"{address!r} is no voice: write espeak: or virtual:///FILE.")
