"""The files of a hall's playlist, in the data folder: each under the hash of its content, nobody else's to read.

A file is written while it arrives, never held in memory; what it is, its content says, not its name.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from time import time

from display_server.domain.playlist import ItemKind
from display_server.domain.refusals import NotAllowed, NotFound, NotValid, Unavailable

MB = 1024 * 1024
PART = ".part"
UNUSED_SECONDS = 3600.0
"""For so long a file waits for the item that it was handed in for."""
PATIENCE_SECONDS = 90.0
"""For looking at one."""
BEGINNINGS: tuple[tuple[bytes, int, ItemKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, ItemKind.PICTURE),
    (b"\xff\xd8\xff", 0, ItemKind.PICTURE),
    (b"GIF8", 0, ItemKind.PICTURE),
    (b"WEBP", 8, ItemKind.PICTURE),
    (b"ftyp", 4, ItemKind.VIDEO),
    (b"\x1a\x45\xdf\xa3", 0, ItemKind.VIDEO),
)


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """In bytes: of a picture and a video as they are handed in, and of all that is kept for a hall."""

    picture: int = 20 * MB
    video: int = 300 * MB
    total: int = 5_000 * MB

    def of(self, kind: ItemKind) -> int:
        return self.picture if kind is ItemKind.PICTURE else self.video


@dataclass(frozen=True, slots=True)
class Media:
    """A file that is kept."""

    name: str
    kind: ItemKind
    width: int
    height: int


Aside = Callable[[Callable[[], object]], object]
"""Does something that waits for the disk, and lets everything else go on meanwhile."""


class MediaFiles:
    """All halls' files, a folder for each hall."""

    def __init__(self, folder: Path, limits: MediaLimits, aside: Aside = lambda waits: waits()) -> None:
        self._folder = folder
        self._limits = limits
        self._aside = aside
        self._one_at_a_time = threading.Lock()

    def folder_of(self, hall: str) -> Path:
        return self._folder / hall

    def has(self, hall: str, name: str) -> bool:
        return (self.folder_of(hall) / name).is_file()

    def must_have(self, hall: str, name: str | None) -> None:
        """Raises NotFound for a file that is not there, or no more."""
        if name is not None and not self.has(hall, name):
            raise NotFound("This file is not here any more. Hand it in once more.")

    def take(self, hall: str, length: int, chunks: Iterable[bytes]) -> Media:
        """Keeps what arrives, if displays can show it.

        Raises NotValid for what they cannot, NotAllowed where there is no more room.
        """
        folder = self._own_folder(hall)
        if length > self._limits.total - _size(folder):
            raise NotAllowed(
                "There is no room for this file: a hall may keep %(total)s MB. Remove pictures or videos first.",
                total=self._limits.total // MB,
            )
        with _part(folder) as part, _part(folder) as drawn:
            kind, digest = self._write(part, length, chunks)
            with self._one_at_a_time:
                found = _looked_at(kind, part, drawn)
            kept = part
            if kind is ItemKind.PICTURE:
                kept, digest = drawn, sha256(drawn.read_bytes()).hexdigest()
            name = f"{digest}{found['ending']}"
            kept.rename(folder / name)
        return Media(name, kind, int(str(found["width"])), int(str(found["height"])))

    def keep_only(self, hall: str, used: frozenset[str]) -> None:
        """Removes what no item uses and what an upload has left, unless it has just been handed in."""
        folder = self.folder_of(hall)
        long_ago = time() - UNUSED_SECONDS
        for file in folder.iterdir() if folder.is_dir() else ():
            if file.name not in used and file.stat().st_mtime < long_ago:
                file.unlink(missing_ok=True)

    def _own_folder(self, hall: str) -> Path:
        folder = self.folder_of(hall)
        for each in (self._folder, folder):
            each.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _write(self, part: Path, length: int, chunks: Iterable[bytes]) -> tuple[ItemKind, str]:
        """Writes what arrives. Answers what its first bytes say that it is, and its hash."""
        kind: ItemKind | None = None
        written, digest = 0, sha256()
        with part.open("wb") as file:
            for chunk in chunks:
                if kind is None:
                    kind = _kind(chunk)
                    self._must_not_be_too_long(kind, length)
                written += len(chunk)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            self._aside(lambda: os.fsync(file.fileno()))
        if kind is None or written != length:
            raise NotValid("file", "The file did not arrive as a whole. Hand it in once more.")
        return kind, digest.hexdigest()

    def _must_not_be_too_long(self, kind: ItemKind, length: int) -> None:
        if length > self._limits.of(kind):
            raise NotValid(
                "file",
                "This file has %(size)s MB; a picture may have %(picture)s, a video %(video)s. Save it smaller.",
                size=-(-length // MB),
                picture=self._limits.picture // MB,
                video=self._limits.video // MB,
            )


def _kind(beginning: bytes) -> ItemKind:
    for mark, at, kind in BEGINNINGS:
        if beginning[at : at + len(mark)] == mark:
            return kind
    if b"<svg" in beginning[:4096].lower():
        raise NotValid("file", "A drawing in SVG may hold programs, and is not taken. Save it as PNG.")
    raise _unknown()


def _unknown() -> NotValid:
    return NotValid(
        "file", "Displays do not show such files. Take a PNG, JPEG, WebP or GIF, or a video as MP4 or WebM."
    )


def _looked_at(kind: ItemKind, part: Path, drawn: Path) -> dict[str, object]:
    """What the process that looks at it has found. Raises NotValid, also where that process fails or takes too long."""
    command = [sys.executable, "-m", "display_server.media.looking", kind, str(part), str(drawn)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=True)  # noqa: S603 (our own)
        found: dict[str, object] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as failed:
        raise NotValid("file", "This file cannot be read. Save it in another way and try once more.") from failed
    except OSError as failed:
        raise Unavailable("The server is busy at this moment. Try again.") from failed
    if "sentence" in found:
        facts = found["facts"]
        assert isinstance(facts, dict)  # noqa: S101 (looking's own answer)
        raise NotValid("file", str(found["sentence"]), **facts)
    return found


@contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """A new file that is its owner's alone, and gone in the end unless it was given another name."""
    part = folder / f"{token_hex(16)}{PART}"
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())
