"""Keeps a device open from one use to the next, and opens it again after a fault. Knows no kind of device."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Closeable(Protocol):
    def close(self) -> None:
        """Lets go of the device. Never raises."""


Device = TypeVar("Device", bound=Closeable)
Answer = TypeVar("Answer")


class KeptOpen(Generic[Device]):
    """A device that is opened at its first use. Any fault closes it, so that the next use starts afresh."""

    def __init__(self, open_device: Callable[[], Device]) -> None:
        self._open_device = open_device
        self._device: Device | None = None

    def use(self, action: Callable[[Device], Answer]) -> Answer:
        """Runs the action once. Raises whatever opening or the action raises."""
        device = self._device or self._open_device()
        self._device = device
        try:
            return action(device)
        except Exception:
            self.close()
            raise

    @property
    def is_open(self) -> bool:
        return self._device is not None

    def close(self) -> None:
        if self._device:
            self._device.close()
        self._device = None
