"""A secret of the server's own: made once, kept beside the database, readable by the server alone."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept_secret(file: Path, make: Callable[[], str]) -> str:
    """What the file holds; makes it where there is none."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as writing:
            writing.write(make())
        try:
            with suppress(FileExistsError):  # of two processes that start at once, one makes the secret of both
                os.link(new, file)
        finally:
            new.unlink()
    return file.read_text()
