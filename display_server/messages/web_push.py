"""Web Push (RFC 8030, 8291, 8292): to a browser whose page is closed, by the push service of its maker.

The address is the browser's subscription, as JSON.
"""

import json

import requests
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush

from display_server.messages.messenger import SECONDS, Message, NotSent

GONE = (404, 410)
"""The browser has let go of the subscription (RFC 8030 §7.3)."""
LIVES_SECONDS = 15 * 60
"""A call that comes later than that to a phone would mislead."""


class PushMessenger:
    """`key`: the server's own, by which push services know it; `contact`: where their people reach its."""

    def __init__(self, key: Vapid02, contact: str) -> None:
        self._key, self._contact = key, contact

    def send(self, message: Message) -> None:
        notice = {"title": message.subject, "body": message.text, "url": message.url, "tag": message.key}
        try:
            webpush(
                json.loads(message.to),
                json.dumps(notice, ensure_ascii=False),
                vapid_private_key=self._key,
                vapid_claims={"sub": self._contact},
                headers={"Urgency": "high", "Topic": message.key[-32:]},
                ttl=LIVES_SECONDS,
                timeout=SECONDS,
            )
        except WebPushException as fault:
            status = fault.response.status_code if fault.response is not None else None
            raise NotSent(f"the push service answers {status}", for_good=status in GONE) from None
        except (requests.RequestException, ValueError) as fault:
            raise NotSent(f"the push service does not take it ({type(fault).__name__})") from None
