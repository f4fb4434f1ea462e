"""Where the one-stop system is: file:///PATH.csv, or an http(s) address."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from display_server.domain.dossier import OneStop
from display_server.one_stop.in_file import OneStopInFile


class WrongOneStopAddress(ValueError):
    """An address that cannot be understood. The sentence names the mend."""


def open_one_stop(address: str, token: str | None = None) -> OneStop:
    """The one-stop system at this address; it is asked when somebody asks.

    Raises WrongOneStopAddress with one sentence that names the mend.
    """
    parts = urlsplit(address)
    match parts.scheme:
        case "file" if parts.path and not parts.netloc:
            return OneStopInFile(Path(unquote(parts.path)))
        case "http" | "https" if parts.netloc:
            # The library for HTTP is loaded by halls that ask so, not by every server at its start.
            from display_server.one_stop.over_http import OneStopOverHttp  # noqa: PLC0415

            return OneStopOverHttp(address, token)
    raise WrongOneStopAddress(f"{address!r} is no one-stop system: write file:///PATH.csv or https://HOST/PATH.")
