"""The virtual twin: every message becomes a file that whoever demonstrates the product can open."""

import json
from dataclasses import asdict
from pathlib import Path

from display_server.messages.messenger import Message, NotSent


class VirtualMessenger:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        """Once more is the same file."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = self._folder / f"{message.key}.json"
            file.touch(mode=0o600)
            attached = message.attachment
            told = asdict(message) | {"attachment": attached.name if attached else None}
            file.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
            if attached is not None:
                (self._folder / attached.name).write_bytes(attached.content)
        except OSError as fault:
            raise NotSent(f"the folder takes no file ({type(fault).__name__})") from None
