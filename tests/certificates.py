"""Certificates for tests, made as an administrator makes them."""

from pathlib import Path

from display_server.authority.certificates import make_certificates
from display_server.authority.files import AuthorityFiles, authority_files
from display_server.store.hall import system_clock


def an_authority(data_dir: Path, *hosts: str) -> AuthorityFiles:
    """A hall's own authority and its server's certificate, in the server's data folder."""
    files = authority_files(data_dir)
    make_certificates(files, hosts or ("127.0.0.1", "localhost"), system_clock())
    return files
