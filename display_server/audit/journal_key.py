"""The key that signs the journal's checkpoints: made once, kept beside the database, readable by the server alone."""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from display_server.domain.refusals import NotValid

FILE = "journal_key"


def journal_key(folder: Path) -> Ed25519PrivateKey:
    """The key of this folder; makes it where there is none. Raises NotValid for a file that holds no key."""
    file = folder / FILE
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as writing:
            writing.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
        try:
            with suppress(FileExistsError):  # of two processes that start at once, one makes the key of both
                os.link(new, file)
        finally:
            new.unlink()
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text().strip()))
    except ValueError as error:
        raise NotValid("journal_key", "%(file)s holds no key. Put the right file back.", file=file) from error


def known_public_key(folder: Path) -> str | None:
    """The public key of this folder's key; None where there is none."""
    return public_key(journal_key(folder)) if (folder / FILE).exists() else None


def public_key(key: Ed25519PrivateKey) -> str:
    """What others check its signatures with, in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()
