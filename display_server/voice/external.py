"""A voice of another program, such as Piper: it reads a sentence from its input and writes a WAV file to its output."""

import shlex
import subprocess

from display_server.voice.audio import NoSound, Sound, read_wav, trimmed
from display_server.voice.sentences import Sentence
from display_server.voice.voice import CannotSay

LONGEST_SECONDS = 20.0
"""A sentence that takes longer is said too late."""
LONGEST_COMPLAINT = 200


class CommandVoice:
    """`command` as in a shell, without one; `{language}` in it becomes the sentence's language."""

    def __init__(self, command: str, languages: tuple[str, ...], timeout: float = LONGEST_SECONDS) -> None:
        self.name = "command"
        self._command, self.languages, self._timeout = command, languages, timeout

    def speak(self, sentence: Sentence) -> Sound:
        if sentence.language not in self.languages:
            raise CannotSay(f"the command speaks {', '.join(self.languages)}, not {sentence.language}")
        words = [part.replace("{language}", sentence.language) for part in shlex.split(self._command)]
        try:
            done = subprocess.run(  # noqa: S603 (the administrator's own command)
                words, input=sentence.text.encode(), capture_output=True, timeout=self._timeout, check=True
            )
            sound = Sound(trimmed(read_wav(done.stdout).samples))
        except subprocess.TimeoutExpired as error:
            raise CannotSay(f"the command took more than {self._timeout:g} seconds") from error
        except subprocess.CalledProcessError as error:
            told = error.stderr.decode(errors="replace").strip()[-LONGEST_COMPLAINT:]
            raise CannotSay(f"the command failed ({error.returncode}): {told}") from error
        except (OSError, NoSound, ValueError) as error:
            raise CannotSay(f"the command gave no sound: {error}") from error
        if not len(sound.samples):
            raise CannotSay("the command gave silence")
        return sound
