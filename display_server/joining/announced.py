"""Lets the server be found in the hall's network: starts `announcing`, which costs the server's own start nothing."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from display_server.authority.told import authority_of
from display_server.process.settings import Settings

ANNOUNCING = "display_server.joining.announcing"


@contextmanager
def announced(settings: Settings) -> Iterator[None]:
    """While the block runs, kiosks in the hall's network find this server, where it is there for others at all."""
    if not (settings.announce and settings.is_for_the_network):
        yield
        return
    authority = authority_of(settings)
    facts = ("https" if settings.is_encrypted else "http", *([authority.fingerprint] if authority else []))
    program = [sys.executable, "-m", ANNOUNCING, str(settings.port), *facts]
    with subprocess.Popen(program, stdin=subprocess.PIPE):  # noqa: S603 (our own program)
        yield
