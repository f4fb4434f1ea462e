"""`motcua announce` at the command line."""

import logging
import signal
import socket
from pathlib import Path

import click

from display_server.counter_leds.command import ServerAddress


@click.command("announce")
@click.option(
    "--server", type=ServerAddress(), required=True, help="Where the server runs, such as http://192.168.1.10:8000."
)
@click.option("--hall", required=True, metavar="SLUG", help="The hall whose calls are spoken.")
@click.option("--zone", metavar="SLUG", help="The zone in which the loudspeaker hangs; all zones without it.")
@click.option("--card", default="alsa:", show_default=True, metavar="URI", help="alsa:plughw:1,0 or virtual:///FOLDER.")
@click.option("--microphone", metavar="URI", help="Louder in a loud room: alsa:plughw:1,0, which hears it.")
@click.option(
    "--quiet-room",
    type=click.FloatRange(-90, 0),
    default=-50.0,
    show_default=True,
    metavar="DB",
    help="What the microphone hears in the quiet hall, in dBFS; above it, announcements grow decibel for decibel.",
)
@click.option("--token", envvar="MOTCUA_TOKEN", help="A display's, best as MOTCUA_TOKEN: it goes before browsers.")
@click.option(
    "--ca", type=click.Path(exists=True, path_type=Path), metavar="FILE.pem", help="The hall's own authority."
)
@click.option("--name", default=socket.gethostname, help="What the journal and the manager's page call it.")
def announce_command(
    server: str,
    hall: str,
    zone: str | None,
    card: str,
    microphone: str | None,
    quiet_room: float,
    token: str | None,
    ca: Path | None,
    name: str,
) -> None:
    """Speak a zone's calls on this machine's sound card, without a browser."""
    from pydantic import ValidationError

    from display_server.contract import Announce
    from display_server.loudspeaker.room_noise import RoomNoise
    from display_server.loudspeaker.run import Announcer
    from hardware.sound.address import open_loudspeaker
    from hardware.sound.loudspeaker import LoudspeakerError
    from hardware.sound.microphone import MicrophoneError, open_microphone

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        asked = Announce(hall=hall, zone=zone, speaker=name)
        loudspeaker = open_loudspeaker(card)
        noise = RoomNoise(open_microphone(microphone), quiet_room) if microphone else None
    except ValidationError as error:
        wrong = ", ".join(str(each["loc"][0]) for each in error.errors())
        raise click.UsageError(f"{wrong}: write slugs as the hall file has them, the name in letters.") from None
    except (LoudspeakerError, MicrophoneError) as error:
        raise click.UsageError(str(error)) from error
    announcer = Announcer(server, asked, loudspeaker, token, ca, noise)
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: announcer.end())
    announcer.run()
