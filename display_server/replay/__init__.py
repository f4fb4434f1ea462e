"""Plays a real day of another office in a running hall, through the public API only, and accounts for every ticket."""

from display_server.replay.command import replay_command
from display_server.replay.run import Replayed, replay

__all__ = ["Replayed", "replay", "replay_command"]
