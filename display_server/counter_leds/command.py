"""`motcua led` at the command line. Imports the line's drivers only when it runs: a server has no need of them."""

import logging
import re
import signal

import click


class CounterNumbers(click.ParamType[tuple[int, ...]]):
    name = "1-24,30"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        found: list[int] = []
        for part in str(value).split(","):
            ends = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part.strip())
            if ends is None:
                self.fail(f"{value!r}: write counters as 1-24 or 1,5,9-12.", param, ctx)
            found += range(int(ends[1]), int(ends[2] or ends[1]) + 1)
        if not found or max(found) > 247 or min(found) < 1:
            self.fail(f"{value!r}: displays have the addresses 1 to 247.", param, ctx)
        return tuple(found)


class ServerAddress(click.ParamType[str]):
    name = "URL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if re.fullmatch(r"https?://[^/\s]+/?", str(value)) is None:
            self.fail(f"{value!r}: write it as http://192.168.1.10:8000.", param, ctx)
        return str(value)


@click.command("led")
@click.option(
    "--server", type=ServerAddress(), required=True, help="Where the server runs, such as http://192.168.1.10:8000."
)
@click.option("--hall", required=True, metavar="SLUG", help="The hall whose counters are shown.")
@click.option("--line", required=True, metavar="URI", help="serial:///dev/ttyUSB0?baud=9600 or virtual:///FOLDER.")
@click.option("--counters", type=CounterNumbers(), default="1-99", show_default=True, help="Those with a display here.")
def led_command(server: str, hall: str, line: str, counters: tuple[int, ...]) -> None:
    """Shows each counter's number on its LED display, over RS-485 or a serial line (MODBUS ASCII)."""
    from display_server.counter_leds.leds import CounterLeds
    from display_server.counter_leds.run import Watch
    from hardware.led.address import open_led_line
    from hardware.serial_port import WrongAddress

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        opened = open_led_line(line)
    except WrongAddress as wrong:
        raise click.UsageError(str(wrong)) from wrong
    watch = Watch(server, hall, CounterLeds(opened, frozenset(counters)))
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: watch.end())
    watch.run()
    opened.close()
