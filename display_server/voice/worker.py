"""The process that makes sounds beside the server: a recipe a line comes in, an answer a line goes out.

So numpy and espeak-ng never stop the server's loop, and take their memory with them when they crash.
"""

import json
import sys
from pathlib import Path
from typing import Any

from display_server.voice.audio import wav_bytes
from display_server.voice.cache import SoundCache
from display_server.voice.making import make
from display_server.voice.pack import WrongPack, read_pack
from display_server.voice.pack_check import Wrong, check
from display_server.voice.recipe import recipe_from
from display_server.voice.sentences import words_to_record
from display_server.voice.voice import CannotSay


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """`pack`: looks through a pack. Else makes what is asked for, `recipe`, and keeps it in the cache in `folder`."""
    return _look_through(Path(asked["pack"])) if "pack" in asked else _make(asked)


def _look_through(path: Path) -> dict[str, Any]:
    try:
        pack = read_pack(path)
    except WrongPack as wrong:
        return {"error": str(wrong)}
    wrongs: dict[str, list[str]] = {}
    for finding in check(pack):
        if finding.wrong is not Wrong.MISSING:
            wrongs.setdefault(finding.clip, []).append(finding.wrong)
    words = dict.fromkeys(pack.clips, "") | words_to_record(pack.manifest.language) | pack.manifest.words
    clips = [
        {"clip": clip, "text": words[clip], "recorded": clip in pack.clips, "wrongs": wrongs.get(clip, [])}
        for clip in sorted(words, key=lambda clip: clip not in words_to_record(pack.manifest.language))
    ]
    return {**pack.manifest.model_dump(exclude={"words"}), "name": pack.name, "editable": path.is_dir(), "clips": clips}


def _make(asked: dict[str, Any]) -> dict[str, Any]:
    recipe = recipe_from(asked["recipe"])
    cache = SoundCache(Path(asked["folder"]))
    if cache.find(recipe.address) is None:
        try:
            made = make(recipe)
        except CannotSay as reason:
            return {"error": str(reason)}
        cache.keep(recipe.address, wav_bytes(made.sound.samples), made.sound.seconds, made.voices, made.faults)
    return {"address": recipe.address}


def main() -> None:
    for line in sys.stdin:
        try:
            answered = answer(json.loads(line))
        except Exception as error:  # one sentence that cannot be made must not end the voice of the hall
            answered = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answered), flush=True)


if __name__ == "__main__":
    main()
