"""What plays a sound, whatever the card. Knows no words and nothing of queues."""

from typing import Protocol


class LoudspeakerError(Exception):
    """This machine cannot play sounds, or could not play this one. The sentence names the mend."""


class Loudspeaker(Protocol):
    def play(self, wav: bytes) -> None:
        """Plays a WAV file to its end. Raises LoudspeakerError."""

    def close(self) -> None:
        """Breaks off, and lets go of the card."""
