"""`motcua backtest`: how good promised waits would have been on real days. Imports the estimator only as it runs."""

import json
from pathlib import Path

import click

CSV = click.Path(exists=True, dir_okay=False, path_type=Path)
OURS = "learnt"
METHODS = (
    OURS,
    *("declared", "mean", "per-person", "throughput", "head-of-line", "last-called", "same-length", "usual"),
)


@click.command("backtest")
@click.argument("file", type=CSV, metavar="FILE.csv[.gz]")
@click.option("--history", type=CSV, metavar="FILE.csv[.gz]", help="Days before, to learn from.")
@click.option("--method", type=click.Choice(METHODS), default=OURS, show_default=True, help="Ours, or a plain one.")
@click.option(
    "--declared-minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=10,
    show_default=True,
    help="To serve one visitor, where there is no history.",
)
def backtest_command(file: Path, history: Path | None, method: str, declared_minutes: float) -> None:
    """Promise each ticket of FILE a wait, knowing what was known at its issue, and print how true that was, as JSON.

    Each day of FILE is learnt from in the night after it.
    """
    from display_server.estimates.backtest import backtest
    from display_server.estimates.scores import score
    from display_server.estimates.tickets import NoTicketFile, read_tickets

    try:
        days, past = read_tickets(file), read_tickets(history) if history else {}
    except NoTicketFile as error:
        raise click.UsageError(str(error)) from error
    promises = list(backtest(days, past, method, declared_minutes))
    click.echo(json.dumps({"method": method, **score(promises)}, ensure_ascii=False, indent=1))
