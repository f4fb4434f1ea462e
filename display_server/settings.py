"""Where the server keeps and finds things: the environment (`MOTCUA_…`) and the command line, as one frozen model."""

from pathlib import Path
from secrets import token_hex

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_dir() -> Path:
    return Path.home() / ".local" / "share" / "motcua"


class Settings(BaseSettings):
    """Every setting of the server, each as `MOTCUA_` and its name in capitals in the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=default_data_dir)
    """Holds the SQLite database and the secret key."""
    database_url: str | None = None
    """`sqlite:///FILE` or `postgresql://…`; without it, SQLite in the data folder."""
    redis_url: str | None = None
    """Where several server processes tell each other of commits; without it they look at the database."""
    secret_key: str | None = None
    """Signs the browsers' sessions; without it, a key kept in the data folder."""
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    """The address under which phones reach this server, printed in each ticket's QR."""
    workers: int = 1

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'motcua.db'}"

    @property
    def base_url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    def signing_key(self) -> str:
        """The key that signs sessions: the same after every restart, so that nobody is signed out by one."""
        if self.secret_key:
            return self.secret_key
        file = self.data_dir / "secret_key"
        if not file.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            new = file.with_suffix(".new")
            new.touch(mode=0o600)
            new.write_text(token_hex(32))
            new.rename(file)
        return file.read_text()
