"""Where the one-stop system is asked: file:///PATH.csv, or http(s). Where it is told: file:///FOLDER/, or http(s)."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from display_server.domain.dossier import OneStop, OneStopHears
from display_server.one_stop.in_file import OneStopInFile
from display_server.one_stop.into_folder import OneStopFolder


class WrongOneStopAddress(ValueError):
    """An address that cannot be understood. The sentence names the mend."""


def open_one_stop(address: str, token: str | None = None) -> OneStop:
    """The one-stop system at this address; it is asked when somebody asks.

    Raises WrongOneStopAddress with one sentence that names the mend.
    """
    match _place(address):
        case Path() as file:
            return OneStopInFile(file)
        case str():
            # The library for HTTP is loaded by halls that ask so, not by every server at its start.
            from display_server.one_stop.over_http import OneStopOverHttp  # noqa: PLC0415

            return OneStopOverHttp(address, token)
        case None:
            raise WrongOneStopAddress(
                f"{address!r} is no one-stop system: write file:///PATH.csv or https://HOST/PATH."
            )


def open_one_stop_told(address: str, token: str | None = None) -> OneStopHears:
    """The one-stop system as it is told, at this address.

    Raises WrongOneStopAddress with one sentence that names the mend.
    """
    match _place(address):
        case Path() as folder:
            return OneStopFolder(folder)
        case str():
            from display_server.one_stop.told_over_http import OneStopToldOverHttp  # noqa: PLC0415 (as above)

            return OneStopToldOverHttp(address, token)
        case None:
            raise WrongOneStopAddress(f"{address!r} can be told nothing: write file:///FOLDER/ or https://HOST/PATH.")


def _place(address: str) -> Path | str | None:
    """A place on this machine's disk, an address of the web, or neither."""
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return Path(unquote(parts.path))
    return address if parts.scheme in ("http", "https") and parts.netloc else None
