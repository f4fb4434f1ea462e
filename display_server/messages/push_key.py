"""The key by which push services know this server (VAPID, RFC 8292): made once, kept beside the database."""

import base64
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02, VapidException

from display_server.access.kept_secret import kept_secret
from display_server.domain.refusals import NotValid

FILE = "push_key"


def push_key(folder: Path) -> Vapid02:
    """The key of this folder; makes it where there is none. Raises NotValid for a file that holds no key."""
    file = folder / FILE
    try:
        return Vapid02.from_pem(kept_secret(file, _new).encode())
    except (ValueError, VapidException) as error:
        raise NotValid("push_key", "%(file)s holds no key. Put the right file back.", file=file) from error


def _new() -> str:
    key = Vapid02(ec.generate_private_key(ec.SECP256R1()))
    return str(key.private_pem().decode())


def public_key(key: Vapid02) -> str:
    """As a browser wants it to subscribe: the point itself, in base64url."""
    point = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")
