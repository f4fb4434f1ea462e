"""What stands beside a pack's clips: the language, who speaks, under which licence, what unusual clips say."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

MANIFEST = "manifest.toml"


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = Field(pattern=r"^[a-z]{2,3}$")
    speaker: str = Field(min_length=1, max_length=200)
    licence: str = Field(min_length=1, max_length=200)
    words: dict[str, str] = {}
    """What each clip says, by its name. Without a word about a clip, it says what `motcua voice words` lists."""


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Makes the folder a pack."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = (("language", manifest.language), ("speaker", manifest.speaker), ("licence", manifest.licence))
    lines = [f"{key} = {_quoted(value)}" for key, value in facts]
    if manifest.words:
        lines += ["", "[words]", *(f"{_quoted(clip)} = {_quoted(text)}" for clip, text in manifest.words.items())]
    (folder / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
