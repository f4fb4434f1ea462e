"""What an announcement is made of: its sentences and the voices that may say them. Its address is its content's digest.

The same announcement has the same address in every process and after every restart; a pack in which a clip was recorded
anew gives it another one. So whatever has an address may keep the sound for ever.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from display_server.domain.announcing import Said
from display_server.domain.voice_plan import Accent, VoicePlan
from display_server.voice.numerals import Word
from display_server.voice.sentences import Group, Sentence, sentence

MADE = 1
"""Counts up when the same recipe sounds different in a new version."""


@dataclass(frozen=True, slots=True)
class Recipe:
    sentences: tuple[Sentence, ...]
    packs: tuple[tuple[str, str], ...] = ()
    """Those that may say them, in their order: each pack's folder or zip, and the fingerprint of its files."""
    accent: Accent = Accent.NORTH
    words_per_minute: int = 140
    command: str | None = None
    command_languages: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        written = json.dumps([MADE, self.as_json()], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def recipe_from(written: Mapping[str, Any]) -> Recipe:
    """What `as_json` wrote."""
    sentences = tuple(
        Sentence(
            each["language"],
            tuple(Group(group["clip"], tuple(Word(*word) for word in group["words"])) for group in each["groups"]),
        )
        for each in written["sentences"]
    )
    return Recipe(
        sentences,
        tuple((path, print_) for path, print_ in written["packs"]),
        Accent(written["accent"]),
        written["words_per_minute"],
        written["command"],
        tuple(written["command_languages"]),
    )


@dataclass(frozen=True, slots=True)
class Voices:
    """Which voices this server has beside the one that always works: packs in a folder, and a program."""

    folder: Path
    command: str | None = None
    command_languages: tuple[str, ...] = ("vi",)

    def recipe(self, said: Said, plan: VoicePlan, languages: tuple[str, ...]) -> Recipe:
        """How this is said in a hall of this plan, in these languages."""
        sentences = (sentence(said, language) for language in plan.languages or languages)
        return Recipe(
            tuple(each for each in sentences if each is not None),
            tuple((str(path), fingerprint(path)) for path in map(self.pack, plan.packs) if path is not None),
            plan.accent,
            plan.words_per_minute,
            self.command,
            self.command_languages,
        )

    def pack(self, name: str) -> Path | None:
        """Where a pack is: a folder or a zip of this name; None where there is none."""
        found = (self.folder / name, self.folder / f"{name}.zip")
        return next((path for path in found if path.exists()), None)


def fingerprint(path: Path) -> str:
    """Another one when any file of the pack is another: of names, sizes and times, for it is asked often."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    seen = "\n".join(f"{file.name} {(stat := file.stat()).st_size} {stat.st_mtime_ns}" for file in files)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]
