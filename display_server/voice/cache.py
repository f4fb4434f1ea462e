"""Sounds that were made, kept on disk by their content's address; the least used go when there are too many."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MOST_BYTES = 256 * 1024 * 1024
"""About half a day of speech."""
SWEEP_TO = 0.8


@dataclass(frozen=True, slots=True)
class Kept:
    """A sound on disk."""

    file: Path
    seconds: float
    voices: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


class SoundCache:
    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes

    def find(self, address: str) -> Kept | None:
        """The sound of this address, if it is kept; noted as used."""
        facts_file = self._folder / f"{address}.json"
        try:
            facts: dict[str, Any] = json.loads(facts_file.read_text())
            os.utime(self._file(address))
        except (OSError, ValueError):
            return None
        return Kept(self._file(address), facts["seconds"], tuple(facts["voices"]), tuple(facts["faults"]))

    def keep(
        self, address: str, content: bytes, seconds: float, voices: tuple[str, ...], faults: tuple[str, ...]
    ) -> Kept:
        """Keeps a sound; whoever reads meanwhile sees all of it or nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = Kept(self._file(address), seconds, voices, faults)
        facts = {name: value for name, value in asdict(kept).items() if name != "file"}
        self._write(kept.file, content)
        self._write(self._folder / f"{address}.json", json.dumps(facts, ensure_ascii=False).encode())
        self._sweep()
        return kept

    def _file(self, address: str) -> Path:
        return self._folder / f"{address}.wav"

    def _write(self, file: Path, content: bytes) -> None:
        new = file.with_name(f"{file.name}.{os.getpid()}.new")
        new.write_bytes(content)
        new.replace(file)

    def _sweep(self) -> None:
        files = [(file.stat().st_mtime, file.stat().st_size, file) for file in self._folder.glob("*.wav")]
        total = sum(size for _, size, _ in files)
        if total <= self._most_bytes:
            return
        for _, size, file in sorted(files):
            with suppress(FileNotFoundError):  # another process sweeps as well
                file.with_suffix(".json").unlink()
                file.unlink()
            total -= size
            if total <= self._most_bytes * SWEEP_TO:
                return
