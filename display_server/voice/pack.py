"""A recorded voice: a folder or a zip of clips, and a manifest that says who speaks and under which licence.

A sentence is put together of clips: of a group's own where there is one ("mời công dân có số A không bốn hai"), else of
its words'. What lacks a clip is not said at all: half a sentence in another voice confuses more than a whole one.
"""

import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from display_server.voice.audio import Mark, NoSound, Sound, evened, joined, read_wav, trimmed
from display_server.voice.manifest import MANIFEST, Manifest
from display_server.voice.sentences import Group, Sentence
from display_server.voice.voice import CannotSay

CLIP = ".wav"
LARGEST_CLIP = 4 * 1024 * 1024
BETWEEN_WORDS, AFTER_GROUP = 0.06, 0.25
"""Seconds of silence: digits one by one, and a breath before where to go."""


class WrongPack(Exception):
    """This is no pack of clips. The sentence names the mend."""


@dataclass(frozen=True)
class Pack:
    """A pack as it is on disk now."""

    name: str
    manifest: Manifest
    clips: Mapping[str, bytes]
    """The files' bytes, by their names without `.wav`."""

    def speak(self, sentence: Sentence) -> Sound:
        if sentence.language != self.manifest.language:
            raise CannotSay(f"{self.name} speaks {self.manifest.language}, not {sentence.language}")
        return joined(part for group in sentence.groups for part in self._parts(group))

    def _parts(self, group: Group) -> list[tuple[Sound, float]]:
        names = [group.clip] if group.clip in self.clips else [word.clip for word in group.words]
        if missing := [name for name in names if name not in self.clips]:
            raise CannotSay(f"{self.name} has no clip {missing[0]}")
        parts = [(self.sound(name), BETWEEN_WORDS) for name in names]
        return [*parts[:-1], (parts[-1][0], AFTER_GROUP)]

    def sound(self, name: str) -> Sound:
        """A clip as it is joined to others: trimmed, and as loud as they are. Raises CannotSay."""
        try:
            samples = evened(trimmed(read_wav(self.clips[name]).samples))
        except NoSound as error:
            raise CannotSay(f"{self.name}, {name}{CLIP}: {error}") from error
        return Sound(samples, (Mark(name, 0.0, Sound(samples).seconds),))


def read_pack(path: Path) -> Pack:
    """The pack in this folder or zip. Raises WrongPack."""
    files = _zipped(path) if path.suffix == ".zip" else _in_folder(path)
    try:
        manifest = Manifest.model_validate(tomllib.loads(files[MANIFEST].decode()))
    except KeyError:
        raise WrongPack(f"{path} has no {MANIFEST}: write one with language, speaker and licence.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise WrongPack(f"{path}, {MANIFEST}: {error}") from error
    clips = {name.removesuffix(CLIP): content for name, content in files.items() if name.endswith(CLIP)}
    return Pack(path.stem if path.suffix == ".zip" else path.name, manifest, clips)


def _in_folder(path: Path) -> dict[str, bytes]:
    try:
        found = [file for file in path.iterdir() if file.is_file() and file.stat().st_size <= LARGEST_CLIP]
        return {file.name: file.read_bytes() for file in found}
    except OSError as error:
        raise WrongPack(f"{path} cannot be read ({error.strerror}): name a pack's folder or its .zip.") from error


def _zipped(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as packed:
            files = [each for each in packed.infolist() if not each.is_dir() and each.file_size <= LARGEST_CLIP]
            return {Path(each.filename).name: packed.read(each) for each in files}
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise WrongPack(f"{path} cannot be read ({error}): name a pack's folder or its .zip.") from error
