"""A POST to whoever sends text messages, signed: a gateway for SMS or Zalo, or a small program before one.

The body is JSON: `to` (E.164), `text`, `url`, `key`. `Idempotency-Key` is the same for every try of one message. The
signature is the HMAC-SHA256 of the timestamp, a full stop and the body, by the secret that both sides know.
"""

import hmac
import json
import logging
import time
from collections.abc import Callable

import httpx

from display_server.messages.messenger import SECONDS, Message, NotSent

TIMESTAMP, SIGNATURE = "X-Motcua-Timestamp", "X-Motcua-Signature"
TRY_AGAIN = (httpx.codes.REQUEST_TIMEOUT, httpx.codes.CONFLICT, httpx.codes.TOO_EARLY, httpx.codes.TOO_MANY_REQUESTS)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What stands in the header; whoever takes a message computes it anew, and refuses old timestamps."""
    return "sha256=" + hmac.digest(secret.encode(), timestamp.encode() + b"." + body, "sha256").hex()


class WebhookMessenger:
    def __init__(self, address: str, secret: str, seconds_now: Callable[[], float] = time.time) -> None:
        self._address, self._secret, self._seconds_now = address, secret, seconds_now
        self._http = httpx.Client(timeout=SECONDS)
        logging.getLogger("httpx").setLevel(logging.WARNING)

    def send(self, message: Message) -> None:
        said = {"to": message.to, "text": message.text, "url": message.url, "key": message.key}
        body = json.dumps(said, ensure_ascii=False).encode()
        timestamp = str(int(self._seconds_now()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": message.key,
            TIMESTAMP: timestamp,
            SIGNATURE: signature(self._secret, timestamp, body),
        }
        try:
            answer = self._http.post(self._address, content=body, headers=headers)
        except httpx.HTTPError as fault:
            raise NotSent(f"the gateway does not answer ({type(fault).__name__})") from None
        if not answer.is_success:
            for_good = answer.is_client_error and answer.status_code not in TRY_AGAIN
            raise NotSent(f"the gateway answers {answer.status_code}", for_good=for_good)
