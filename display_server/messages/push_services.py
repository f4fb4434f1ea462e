"""The services that push to browsers. Anybody may send a subscription, and the server asks whatever it names: so only
services that are known are asked."""

from collections.abc import Sequence
from urllib.parse import urlsplit

SERVICES = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "push.apple.com", "notify.windows.com")
"""Those of Chromium and Android, Firefox, Safari, and Edge; each with what lies beneath it."""


def is_known(endpoint: str, services: Sequence[str]) -> bool:
    """Whether it is one of these: a host by HTTPS with its usual port, or an origin such as `http://127.0.0.1:9000`."""
    try:
        parts = urlsplit(endpoint)
        host, by_its_port = parts.hostname or "", parts.port in (None, 443)
    except ValueError:
        return False
    if "@" in parts.netloc:
        return False
    by_host = parts.scheme == "https" and by_its_port
    return any(
        f"{parts.scheme}://{parts.netloc}" == service
        if "://" in service
        else by_host and (host == service or host.endswith(f".{service}"))
        for service in services
    )
