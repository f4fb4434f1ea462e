"""The key that signs the journal's checkpoints: made once, kept beside the database, readable by the server alone."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from display_server.access.kept_secret import kept_secret
from display_server.domain.refusals import NotValid

FILE = "journal_key"


def journal_key(folder: Path) -> Ed25519PrivateKey:
    """The key of this folder; makes it where there is none. Raises NotValid for a file that holds no key."""
    file = folder / FILE
    kept = kept_secret(file, lambda: Ed25519PrivateKey.generate().private_bytes_raw().hex())
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept.strip()))
    except ValueError as error:
        raise NotValid("journal_key", "%(file)s holds no key. Put the right file back.", file=file) from error


def known_public_key(folder: Path) -> str | None:
    """The public key of this folder's key; None where there is none."""
    return public_key(journal_key(folder)) if (folder / FILE).exists() else None


def public_key(key: Ed25519PrivateKey) -> str:
    """What others check its signatures with, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()
