"""The one-stop system over HTTP: `GET ADDRESS/CODE` answers JSON as in `answer`, or 404 for no such dossier.

A province's own system speaks otherwise: a small program beside it says so much of it, and nothing of whose a dossier
is. Each step of a question, connecting and answering, takes three seconds at most, since a citizen waits for it.
"""

import logging
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from display_server.domain.dossier import UNKNOWN, Dossier, OneStopSilent
from display_server.one_stop.answer import Said

SECONDS = 3.0


class OneStopOverHttp:
    def __init__(self, address: str, token: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._address = address.rstrip("/")
        self._http = httpx.Client(headers=headers, timeout=SECONDS)
        # It would write every address that it asks into the server's log, and with it the dossier's code.
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def look_up(self, code: str) -> Dossier:
        try:
            answer = self._http.get(f"{self._address}/{quote(code, safe='')}")
            if answer.status_code == httpx.codes.NOT_FOUND:
                return UNKNOWN
            answer.raise_for_status()
            return Said.model_validate_json(answer.content).dossier()
        except (httpx.HTTPError, ValidationError) as fault:
            # The name of the fault only: its text holds the address, and that the code.
            raise OneStopSilent(f"{self._address} does not answer ({type(fault).__name__}).") from None

    def close(self) -> None:
        self._http.close()
