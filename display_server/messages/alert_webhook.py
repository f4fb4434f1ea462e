"""A POST of JSON to whatever a hall's file names: a chat, a pager, a centre's own monitoring.

Where the server has a secret for messages, it is signed as those to a gateway are (`messages.webhook`).
`Idempotency-Key` is the same for every try of one message.
"""

import json
import time

import httpx

from display_server.messages.messenger import SECONDS, NotSent
from display_server.messages.webhook import SIGNATURE, TIMESTAMP, signature


def post_alert(address: str, told: dict[str, object], key: str, secret: str | None = None) -> None:
    """Raises NotSent where nobody took it; what it says names no more of the address than its host."""
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if secret:
        timestamp = str(int(time.time()))
        headers |= {TIMESTAMP: timestamp, SIGNATURE: signature(secret, timestamp, body)}
    host = httpx.URL(address).host
    try:
        answer = httpx.post(address, content=body, headers=headers, timeout=SECONDS)
    except httpx.HTTPError as fault:
        raise NotSent(f"{host} does not answer ({type(fault).__name__})") from None
    if not answer.is_success:
        raise NotSent(f"{host} answers {answer.status_code}")
