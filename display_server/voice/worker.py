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
from display_server.voice.recipe import recipe_from
from display_server.voice.voice import CannotSay


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Makes and keeps what is asked for: `recipe` into the cache in `folder`."""
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
