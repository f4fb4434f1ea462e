"""An administrator's packs on disk: made, filled clip by clip, and looked through. Hears nothing itself."""

import re
from collections.abc import Iterator
from pathlib import Path

from display_server.domain.refusals import NotAllowed, NotFound

CLIP_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
WAV_BEGINS = (b"RIFF", b"WAVE")
LARGEST_CLIP = 1024 * 1024


class Studio:
    """`folder` holds the server's packs, each in a folder of its own. Zips are read, and changed by nobody."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def packs(self) -> Iterator[Path]:
        """The packs there are, folders and zips, by their names."""
        if self._folder.is_dir():
            yield from sorted(each for each in self._folder.iterdir() if each.is_dir() or each.suffix == ".zip")

    def new(self, name: str) -> Path:
        """Where a new pack is made. Raises NotAllowed where there is one of this name."""
        folder = self._folder / name
        if folder.exists() or folder.with_suffix(".zip").exists():
            raise NotAllowed("There is a voice %(name)s already.", name=name)
        return folder

    def put(self, name: str, clip: str, content: bytes) -> None:
        """Puts a clip into a pack; whoever makes a sound meanwhile has the old one or the new one.

        Raises NotFound for an unknown pack or name, NotAllowed for what is no clip.
        """
        file = self._file(name, clip)
        if content[:4] != WAV_BEGINS[0] or content[8:12] != WAV_BEGINS[1]:
            raise NotAllowed("This is no WAV file. Save the recording as WAV (PCM) and upload it again.")
        if len(content) > LARGEST_CLIP:
            raise NotAllowed("A clip has at most %(kilobytes)s kB.", kilobytes=LARGEST_CLIP // 1024)
        new = file.with_suffix(".new")
        new.write_bytes(content)
        new.replace(file)

    def drop(self, name: str, clip: str) -> None:
        """Takes a clip out. Raises NotFound."""
        file = self._file(name, clip)
        if not file.exists():
            raise NotFound("This voice has no clip %(clip)s.", clip=clip)
        file.unlink()

    def clip(self, name: str, clip: str) -> bytes:
        """The recording. Raises NotFound."""
        file = self._file(name, clip)
        if not file.exists():
            raise NotFound("This voice has no clip %(clip)s.", clip=clip)
        return file.read_bytes()

    def _file(self, name: str, clip: str) -> Path:
        folder = next((each for each in self.packs() if each.is_dir() and each.name == name), None)
        if folder is None:
            raise NotFound("There is no voice %(name)s that can be changed here.", name=name)
        if not CLIP_NAME.fullmatch(clip):
            raise NotFound("Clips are named in small letters, digits and hyphens.")
        return folder / f"{clip}.wav"
