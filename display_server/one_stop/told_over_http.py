"""News of dossiers over HTTP: `POST ADDRESS` with JSON and an `Idempotency-Key`, the same for every try.

Any answer of success means that it is taken; 409 that it was taken before. Whatever else of the 400s is no use to try
again, but for those that say "later".
"""

import logging

import httpx

from display_server.domain.dossier import DossierNews, OneStopRefused, OneStopSilent
from display_server.one_stop.over_http import SECONDS

LATER = (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND, httpx.codes.REQUEST_TIMEOUT)
"""Somebody mends the token, or the address; until then everything waits, and nothing is lost."""
TOO_SOON = (httpx.codes.TOO_EARLY, httpx.codes.TOO_MANY_REQUESTS)


class OneStopToldOverHttp:
    def __init__(self, address: str, token: str | None = None) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._address = address
        self._http = httpx.Client(headers=headers, timeout=SECONDS)
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def tell(self, news: DossierNews) -> None:
        try:
            answer = self._http.post(self._address, json=news.told(), headers={"Idempotency-Key": news.key})
        except httpx.HTTPError as fault:
            raise OneStopSilent(f"{self._address} does not answer ({type(fault).__name__}).") from None
        if answer.is_success or answer.status_code == httpx.codes.CONFLICT:
            return
        if answer.is_client_error and answer.status_code not in (*LATER, *TOO_SOON):
            raise OneStopRefused(f"{self._address} answers {answer.status_code}.")
        raise OneStopSilent(f"{self._address} answers {answer.status_code}.")

    def close(self) -> None:
        self._http.close()
