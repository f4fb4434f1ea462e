"""The hall's own authority, by which a kiosk knows its server."""

import ssl
from hashlib import sha256

from display_server.contract.common import Message

SAFETY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SAFETY_LENGTH = 4


class Authority(Message):
    """Its certificate, in PEM. Who reads this over a network must yet learn whether it is the hall's: by the code."""

    certificate: str

    @property
    def fingerprint(self) -> str:
        """The certificate's SHA-256, in hexadecimal digits. Raises ValueError where it is none."""
        return sha256(ssl.PEM_cert_to_DER_cert(self.certificate.strip())).hexdigest()


def safety_code(fingerprint: str, digest: str) -> str:
    """What a new kiosk shows behind its code, and an administrator types with it: the same only where the kiosk has
    heard of the same authority as the server has. `digest` is that of the kiosk's token.

    Four letters are enough: a server must tell its authority before it hears the digest, so it has one guess in a
    million.
    """
    mixed = sha256(f"{fingerprint} {digest}".encode()).digest()
    return "".join(SAFETY_LETTERS[byte % len(SAFETY_LETTERS)] for byte in mixed[:SAFETY_LENGTH])
