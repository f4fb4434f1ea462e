"""Where messages go: smtp://, smtps://, https:// and virtual:/// addresses, each a messenger for some ways."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from display_server.domain.reminder import Way
from display_server.messages.messenger import Messenger
from display_server.messages.virtual import VirtualMessenger

SUBMISSION, SMTPS = 587, 465
LOCAL = ("127.0.0.1", "::1", "localhost")
WANTED = (
    "write smtp://HOST:587?from=hall@example.vn or smtps://HOST?from=… (e-mail), https://HOST/PATH (text messages by a "
    "gateway), virtual:///FOLDER (files)"
)

Open = Callable[[], Messenger]


class WrongMessageAddress(ValueError):
    """An address that cannot be understood. The sentence names the mend."""


def open_messengers(
    addresses: str, user: str | None = None, password: str | None = None, secret: str | None = None
) -> Mapping[Way, Messenger]:
    """By way, who carries messages; `addresses` with spaces between them, the first that carries a way has it.

    Raises WrongMessageAddress with one sentence that names the mend.
    """
    found: dict[Way, Messenger] = {}
    for address in addresses.split():
        ways, messenger = _opened(address, user, password, secret)
        found = {**dict.fromkeys(ways, messenger), **found}
    return found


def _opened(
    address: str, user: str | None, password: str | None, secret: str | None
) -> tuple[tuple[Way, ...], Messenger]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise WrongMessageAddress(f"It holds an address that is none: {WANTED}.") from None
    match parts.scheme:
        case "virtual" if parts.path and not parts.netloc:
            return (Way.PHONE, Way.EMAIL), VirtualMessenger(Path(unquote(parts.path)))
        case "smtp" | "smtps" if parts.hostname and not parts.username:
            # The libraries are loaded by halls that send so, not by every server at its start.
            from display_server.messages.smtp import SmtpMessenger  # noqa: PLC0415

            sender = parse_qs(parts.query).get("from", [""])[0]
            if "@" not in sender:
                raise WrongMessageAddress(f"{address!r} does not say who writes: end it with ?from=hall@example.vn.")
            at_once = parts.scheme == "smtps"
            port = port or (SMTPS if at_once else SUBMISSION)
            return (Way.EMAIL,), SmtpMessenger(parts.hostname, port, sender, user, password, at_once=at_once)
        case "http" | "https" if parts.hostname and not parts.username:
            from display_server.messages.webhook import WebhookMessenger  # noqa: PLC0415

            if parts.scheme == "http" and parts.hostname not in LOCAL:
                raise WrongMessageAddress("Phone numbers do not go over the network in the open: write https://.")
            if not secret:
                raise WrongMessageAddress("Messages to a gateway are signed: set MOTCUA_MESSAGES_SECRET, too.")
            return (Way.PHONE,), WebhookMessenger(address, secret)
    raise WrongMessageAddress(f"It does not say where messages go: {WANTED}.")
