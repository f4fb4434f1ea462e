"""Where the server keeps and finds things: the environment (`MOTCUA_…`) and the command line, as one frozen model."""

import fcntl
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from display_server.messages.push_services import SERVICES

EVERYWHERE = ("0.0.0.0", "::")
SIOCGIFADDR, IFREQ_BYTES = 0x8915, 40


def lan_address() -> str:
    """This machine's address in the network it would reach others by; 127.0.0.1 where it is alone."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # names a route only: a UDP socket sends nothing when it connects
            address: str = probe.getsockname()[0]
        except OSError:
            # No way leads out of the hall's network, as where there is no internet; but the hall is there.
            return next((own for own in _addresses_of_cards(probe) if not own.startswith("127.")), "127.0.0.1")
        return address


def _addresses_of_cards(asking: socket.socket) -> Iterator[str]:
    """The IPv4 address of each network card that has one (netdevice(7), SIOCGIFADDR)."""
    for _, card in socket.if_nameindex():
        with suppress(OSError):
            answer = fcntl.ioctl(asking, SIOCGIFADDR, card.encode().ljust(IFREQ_BYTES, b"\0"))
            yield socket.inet_ntoa(answer[20:24])


def default_data_dir() -> Path:
    return Path.home() / ".local" / "share" / "motcua"


class Settings(BaseSettings):
    """Every setting of the server, each as `MOTCUA_` and its name in capitals in the environment."""

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", frozen=True, extra="ignore")

    data_dir: Path = Field(default_factory=default_data_dir)
    """Holds the SQLite database, the secret key, and the displays' pictures and videos."""
    database_url: str | None = None
    """`sqlite:///FILE` or `postgresql://…`; without it, SQLite in the data folder."""
    redis_url: str | None = None
    """Where several server processes tell each other of commits; without it they look at the database."""
    secret_key: str | None = None
    """Signs the browsers' sessions; without it, a key kept in the data folder."""
    host: str = "127.0.0.1"
    port: int = 8000
    tls: bool = False
    """Whether the server speaks TLS by the certificate of the hall's own authority, which `motcua tls make` makes."""
    tls_cert: Path | None = None
    """The server's certificate, in PEM, with those between it and its authority; plain HTTP without it."""
    tls_key: Path | None = None
    """The certificate's key, in PEM, without a password."""
    public_url: str | None = None
    """The address under which phones reach this server, printed in each ticket's QR."""
    one_stop: str | None = None
    """Where dossiers are looked up: `file:///PATH.csv` or `https://HOST/PATH`; nowhere without it."""
    one_stop_token: str | None = None
    """The bearer token that the one-stop system over HTTP asks for."""
    one_stop_told: str | None = None
    """Where the one-stop system is told of dossiers: `file:///FOLDER/` or `https://HOST/PATH`; nowhere without it."""
    messages: str | None = None
    """Where messages before a call go, with spaces between the addresses: `smtp://HOST:587?from=hall@example.vn` or
    `smtps://…` (e-mail), `https://HOST/PATH` (a gateway for text messages), `virtual:///FOLDER`; nowhere without it."""
    messages_user: str | None = None
    messages_password: str | None = None
    """What the mail server asks for."""
    messages_secret: str | None = None
    """Signs what the gateway is sent."""
    push_contact: str | None = None
    """Where the makers of browsers reach who runs this server, `mailto:it@example.vn`; the server's address without."""
    push_services: str = " ".join(SERVICES)
    """The push services that may be asked, by host, with spaces between them; empty for no Web Push."""
    checkpoints_file: Path | None = None
    """Where each signed checkpoint of the journal is appended as a line: best a file on another machine."""
    backup_dir: Path | None = None
    """Where the nightly backups are put: when the newest file there is too old, managers are alerted; never without."""
    voice_packs: Path | None = None
    """The folder of the recorded voices; `voices` in the data folder without it."""
    voice_command: str | None = None
    """A program that speaks: a sentence on its input, a WAV file on its output, `{language}` in its words replaced."""
    voice_command_languages: str = "vi"
    """Which languages that program speaks, with spaces between them."""
    oidc_issuer: str | None = None
    """The OpenID Connect provider at which people may sign in, by its address; nowhere without it."""
    oidc_client_id: str = "motcua"
    """What that provider calls this server."""
    oidc_client_secret: str | None = None
    oidc_claim: str = "preferred_username"
    """What it says of a person that is the name of their account here."""
    oidc_label: str | None = None
    """What stands on the button."""
    workers: int = 1
    phones_per_address: int = Field(default=500, ge=1)
    """How many phones may stand behind one address, as in a hall's Wi-Fi; what one address may do follows from it."""
    trusted_proxies: str = ""
    """Addresses and networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed; nobody's without it."""
    media_picture_mb: int = Field(default=20, ge=1, le=200)
    """How large a picture for the displays may be when it is handed in."""
    media_video_mb: int = Field(default=300, ge=1, le=4000)
    """How large a video for the displays may be."""
    media_total_mb: int = Field(default=5000, ge=1)
    """How much of the disk a hall's pictures and videos may take."""
    announce: bool = True
    """Whether kiosks find this server by themselves, where it listens to the hall's network."""
    clock_ahead_seconds: float = 0
    """How far the hall's clock is ahead of the machine's: for demonstrations and rehearsals only."""

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'motcua.db'}"

    @property
    def voice_dir(self) -> Path:
        return self.voice_packs or self.data_dir / "voices"

    @property
    def media_dir(self) -> Path:
        """Where the displays' pictures and videos are."""
        return self.data_dir / "media"

    @property
    def ordered_dir(self) -> Path:
        """Where files stand that were made beside the server."""
        return self.data_dir / "files"

    @property
    def is_for_the_network(self) -> bool:
        """Whether other machines can reach it."""
        return self.host not in ("127.0.0.1", "::1", "localhost")

    @property
    def is_encrypted(self) -> bool:
        """Whether this server itself speaks TLS, without a proxy before it."""
        return self.tls or self.tls_cert is not None

    @property
    def base_url(self) -> str:
        """Where screens and phones reach this server: its address in the LAN where it listens to all."""
        host = lan_address() if self.host in EVERYWHERE else self.host
        scheme = "https" if self.is_encrypted else "http"
        return (self.public_url or f"{scheme}://{host}:{self.port}").rstrip("/")

    def signing_key(self) -> str:
        """The key that signs sessions: the same after every restart, so that nobody is signed out by one."""
        if self.secret_key:
            return self.secret_key
        file = self.data_dir / "secret_key"
        if not file.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            new = file.with_suffix(".new")
            new.touch(mode=0o600)
            new.write_text(token_hex(32))
            new.rename(file)
        return file.read_text()
