"""`motcua demo` at the command line. Imports the demonstration only when it runs: help and errors answer at once."""

import click


@click.command("demo")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="0.0.0.0 lets phones and tablets in the network look on, encrypted; their browsers ask once.",
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--speed",
    default=4.0,
    show_default=True,
    type=click.FloatRange(0.1, 60),
    help="How fast people come and are served.",
)
@click.option("--kiosk/--no-kiosk", default=None, help="The kiosk window; without the option, where a screen is there.")
@click.option("--seconds", type=float, help="End by itself after so long.")
def demo_command(host: str, port: int, speed: float, kiosk: bool | None, seconds: float | None) -> None:
    """Show a living hall on throw-away data: every screen, with simulated visitors and officers."""
    from display_server.simulation.demo.show import show

    show(host, port, speed, kiosk, seconds)
