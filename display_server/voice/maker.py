"""Has sounds made by a process beside this one, one after the other, and finds those that are made already.

Whoever asks waits as gevent waits: the rest of the server goes on.
"""

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from display_server.voice.cache import Kept, SoundCache
from display_server.voice.recipe import Recipe
from display_server.voice.voice import CannotSay

log = logging.getLogger(__name__)

LONGEST_SECONDS = 60.0
"""Until the process is given up: two sentences by a slow program, and a start."""


class SoundMaker:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = SoundCache(folder)
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None

    def find(self, address: str) -> Kept | None:
        """The sound of this address, if it was made."""
        return self._cache.find(address)

    def make(self, recipe: Recipe) -> Kept:
        """The sound of this recipe, made where it was not. Raises CannotSay."""
        kept = self.find(recipe.address)
        if kept is None:
            with self._turn:
                answer = self._ask({"recipe": recipe.as_json(), "folder": str(self._folder)})
            if "error" in answer:
                raise CannotSay(answer["error"])
            kept = self.find(recipe.address)
            if kept is None:
                raise CannotSay("the sound was made, and is gone")
            for fault in kept.faults:
                log.warning("a voice did not speak, another one did: %s", fault)
        return kept

    def look_through(self, pack: Path) -> dict[str, Any]:
        """What this pack has and lacks. Raises CannotSay where it cannot be read."""
        with self._turn:
            answer = self._ask({"pack": str(pack)})
        if "error" in answer:
            raise CannotSay(answer["error"])
        return answer

    def warm_up(self) -> None:
        """Starts the process: the first call of the day must not wait for its libraries."""
        with self._turn:
            self._running()

    def close(self) -> None:
        with self._turn:
            self._end()

    def _ask(self, asked: dict[str, object]) -> dict[str, Any]:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise CannotSay("the process that makes sounds has no pipes")
        deadline = threading.Timer(LONGEST_SECONDS, process.kill)
        deadline.daemon = True
        deadline.start()
        try:
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
            answered: dict[str, Any] = json.loads(process.stdout.readline())
        except (OSError, ValueError) as error:  # ValueError: it ended in the middle of a line
            self._end()
            raise CannotSay(f"the process that makes sounds has ended ({error})") from error
        finally:
            deadline.cancel()
        return answered

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "display_server.voice.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None
