"""What this server tells of the hall's own authority, where it shows a certificate that this has signed."""

from contextlib import suppress

from display_server.authority.files import authority_files
from display_server.contract import Authority
from display_server.process.settings import Settings


def authority_of(settings: Settings) -> Authority | None:
    """None where the server speaks no TLS, or by another's certificate."""
    if not settings.tls or settings.tls_cert is not None:
        return None
    return kept_authority(settings)


def kept_authority(settings: Settings) -> Authority | None:
    """That of the data folder, whether the server runs by it or not."""
    with suppress(FileNotFoundError):
        return Authority(certificate=authority_files(settings.data_dir).authority.read_text())
    return None
