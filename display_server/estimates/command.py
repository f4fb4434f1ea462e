"""`motcua backtest`: how good promised waits would have been on real days.

Imports the estimator only as it runs.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from display_server.estimates.estimator import GrownBy

CSV = click.Path(exists=True, dir_okay=False, path_type=Path)
OURS = "learnt"
METHODS = (
    OURS,
    *("declared", "mean", "per-person", "throughput", "head-of-line", "last-called", "same-length", "usual"),
)


declared_option = click.option(
    "--declared-minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=10,
    show_default=True,
    help="To serve one visitor, where there is no history.",
)


grown_by_option = click.option(
    "--learn-with",
    type=click.Choice(["lightgbm", "numpy"]),
    help="What grows the trees. Left out: LightGBM where the extra `estimates` is installed, else numpy.",
)


@click.command("backtest")
@click.argument("file", type=CSV, metavar="FILE.csv[.gz]")
@click.option("--history", type=CSV, metavar="FILE.csv[.gz]", help="Days before, to learn from.")
@click.option("--method", type=click.Choice(METHODS), default=OURS, show_default=True, help="Ours, or a plain one.")
@click.option(
    "--model", type=CSV, metavar="MODEL.json", help="Judge this one as it is, instead of learning each night."
)
@declared_option
@grown_by_option
def backtest_command(
    file: Path,
    history: Path | None,
    method: str,
    model: Path | None,
    declared_minutes: float,
    learn_with: "GrownBy | None",
) -> None:
    """Promise each ticket of FILE a wait, knowing what was known at its issue, and print how true that was, as JSON.

    Each day of FILE is learnt from in the night after it.
    """
    from display_server.estimates.backtest import backtest, judged
    from display_server.estimates.growers import NotInstalled, grower
    from display_server.estimates.kept import NoEstimator, read_kept
    from display_server.estimates.scores import score
    from display_server.estimates.tickets import NoTicketFile, read_tickets

    if model is not None and (history is not None or method != OURS):
        raise click.UsageError("--model goes without --history and --method: what it knows stands in it.")
    if learn_with is not None and (model is not None or method != OURS):
        raise click.UsageError("--learn-with goes without --model and --method: with these, nothing is learnt.")
    try:
        days, past = read_tickets(file), read_tickets(history) if history else {}
        kept = read_kept(model) if model else None
        by = grower(learn_with)
    except (NoTicketFile, NoEstimator, NotInstalled) as error:
        raise click.UsageError(str(error)) from error
    if kept is not None and min(days) <= kept.learnt_until:
        raise click.UsageError(
            f"{model} has learnt until {kept.learnt_until}: judge it by later days than {min(days)}."
        )
    promises = judged(days, kept.estimator) if kept else backtest(days, past, method, declared_minutes, by)
    click.echo(json.dumps({"method": method, **score(list(promises))}, ensure_ascii=False, indent=1))
