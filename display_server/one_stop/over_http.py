"""The one-stop system over HTTP: `GET ADDRESS/CODE` answers JSON as in `answer`, or 404 for no such dossier.

A province's own system speaks otherwise: a small program beside it says so much of it, and nothing of whose a dossier
is. Connecting takes three seconds at most, and so does the answer as a whole, since a citizen waits for it.
"""

import logging
import time
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from display_server.domain.dossier import UNKNOWN, Dossier, OneStopSilent
from display_server.one_stop.answer import Said

SECONDS = 3.0
LONGEST_ANSWER = 64 * 1024
"""Bytes; four words need a hundred."""


class OneStopOverHttp:
    def __init__(self, address: str, token: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._address = address.rstrip("/")
        self._http = httpx.Client(headers=headers, timeout=SECONDS)
        # It would write every address that it asks into the server's log, and with it the dossier's code.
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def look_up(self, code: str) -> Dossier:
        try:
            with self._http.stream("GET", f"{self._address}/{quote(code, safe='')}") as answer:
                if answer.status_code == httpx.codes.NOT_FOUND:
                    return UNKNOWN
                answer.raise_for_status()
                return Said.model_validate_json(_whole(answer)).dossier()
        except (httpx.HTTPError, ValidationError) as fault:
            # The name of the fault only: its text holds the address, and that the code.
            raise OneStopSilent(f"{self._address} does not answer ({type(fault).__name__}).") from None

    def close(self) -> None:
        self._http.close()


def _whole(answer: httpx.Response) -> bytes:
    """Raises ReadTimeout for an answer that drips, or does not end."""
    said, ends_at = b"", time.monotonic() + SECONDS
    for part in answer.iter_bytes():
        said += part
        if time.monotonic() > ends_at or len(said) > LONGEST_ANSWER:
            raise httpx.ReadTimeout("the answer does not end")
    return said
