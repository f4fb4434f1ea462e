"""A file that somebody sends as the body of a request, handed on in pieces while it arrives. Knows no files."""

from collections.abc import Iterator
from time import monotonic

import gevent
from flask import request

from display_server.domain.refusals import NotValid

PIECE = 64 * 1024
PATIENCE_SECONDS = 20.0
"""For each piece."""
SLOWEST = 20 * 1024
"""Bytes a second, over all of it: whoever sends less would keep a place for hours."""


def length() -> int:
    """How long the file is. Raises NotValid where the request does not say, or there is none."""
    if not request.content_length:
        raise NotValid("file", "Send the file as the body of the request, with its Content-Length.")
    return request.content_length


def pieces() -> Iterator[bytes]:
    """The file, piece by piece. Raises NotValid where it comes too slowly."""
    request.max_content_length = length() + 1  # who takes it has a bound; at its own Werkzeug refuses the end
    begun, arrived = monotonic(), 0
    while piece := _next_piece():
        arrived += len(piece)
        if monotonic() - begun > PATIENCE_SECONDS + arrived / SLOWEST:
            raise _too_slow()
        yield piece


def _next_piece() -> bytes:
    with gevent.Timeout(PATIENCE_SECONDS, _too_slow()):
        return request.stream.read(PIECE)


def _too_slow() -> NotValid:
    return NotValid("file", "The file comes too slowly. Try again on a better line.")
