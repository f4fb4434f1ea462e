"""Where a hall's own authority is kept. Reads none of it: the server starts without the library that could."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AuthorityFiles:
    """Where they are."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "authority.pem"

    @property
    def authority_key(self) -> Path:
        return self.folder / "authority.key"

    @property
    def server(self) -> Path:
        return self.folder / "server.pem"

    @property
    def server_key(self) -> Path:
        return self.folder / "server.key"


def authority_files(data_dir: Path) -> AuthorityFiles:
    return AuthorityFiles(data_dir / "tls")
