"""From an address to a loudspeaker: `alsa:`, `alsa:plughw:1,0` or `virtual:///FOLDER`."""

from pathlib import Path

from hardware.sound.alsa import AlsaLoudspeaker
from hardware.sound.loudspeaker import Loudspeaker, LoudspeakerError
from hardware.sound.virtual import VirtualLoudspeaker


def open_loudspeaker(address: str) -> Loudspeaker:
    """The loudspeaker of this address. Raises LoudspeakerError where there is none."""
    kind, _, rest = address.partition(":")
    path = rest.removeprefix("//")
    match kind:
        case "alsa":
            return AlsaLoudspeaker(rest or None)
        case "virtual" if path:
            return VirtualLoudspeaker(Path(path))
    raise LoudspeakerError(f"{address!r} is no loudspeaker: write alsa:, alsa:plughw:1,0 or virtual:///FOLDER.")
