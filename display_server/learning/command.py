"""`motcua estimates`: how long visitors will wait, learnt from past days. Imports the server only as it runs."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from display_server.estimates.command import CSV, declared_option, grown_by_option

if TYPE_CHECKING:
    from display_server.estimates.estimator import GrownBy


@click.group("estimates")
def estimates_command() -> None:
    """How long visitors will wait, learnt from past days."""


@estimates_command.command("train")
@click.argument("source", metavar="HALL|FILE.csv[.gz]")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), metavar="MODEL.json", help="For a FILE.")
@click.option("--database", metavar="URL", help="For a HALL: sqlite:///FILE or postgresql://…")
@declared_option
@grown_by_option
def train_command(
    source: str, output: Path | None, database: str | None, declared_minutes: float, learn_with: "GrownBy | None"
) -> None:
    """Learn from the journal of HALL, and tell its waits so from now on if that is better on the last days.

    With --output, learn from the tickets of FILE and keep what was learnt in MODEL.json; never overwrites.
    """
    if output is None:
        _train_hall(source, database, learn_with)
    else:
        _train_file(CSV.convert(source, None, click.get_current_context()), output, declared_minutes, learn_with)


def _train_hall(hall: str, database: str | None, learn_with: "GrownBy | None") -> None:
    from display_server.estimates.growers import NotInstalled, grower
    from display_server.process.settings import Settings
    from display_server.store.database import open_database
    from display_server.store.estimators import Estimators
    from display_server.store.hall import Halls
    from display_server.use_cases.learning import learn

    if Path(hall).is_file():
        raise click.UsageError(f"{hall} is a file: say with --output where to keep what is learnt from it.")
    engine = open_database((Settings() if database is None else Settings(database_url=database)).database)
    try:
        by = grower(learn_with)
    except NotInstalled as error:
        raise click.UsageError(str(error)) from error
    trained = learn(Estimators(engine), Halls(engine)[hall], again=True, by=by)
    if trained is None:
        raise click.ClickException(
            f"hall {hall}: there is too little to learn from yet. Try again after three days with tickets."
        )
    ours, before = (trained.figures[each]["mae_minutes"] for each in ("ours", "before"))
    became = "used from now on" if trained.is_better else "not kept"
    click.echo(
        f"hall {hall}: {became}. Mean error on {', '.join(trained.figures['days'])}: {ours:.2f} minutes, "
        f"until now {before:.2f}. {_learnt_by(trained.figures['grown_by'])}"
    )


def _train_file(file: Path, output: Path, declared_minutes: float, learn_with: "GrownBy | None") -> None:
    from display_server.estimates.growers import NotInstalled, grower
    from display_server.estimates.kept import keep
    from display_server.estimates.tickets import NoTicketFile, read_tickets
    from display_server.estimates.training import train

    if output.exists():
        raise click.UsageError(f"{output} is there already. Name a new file.")
    try:
        days = read_tickets(file)
        estimator = train(days, declared_minutes, by=grower(learn_with))
        keep(estimator, max(days), output)
        click.echo(f"{output}: learnt until {max(days)}. {_learnt_by(estimator.grown_by)}")
    except (NoTicketFile, NotInstalled) as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from error


def _learnt_by(library: str | None) -> str:
    return f"{library} learnt it." if library else "There are too few tickets for trees: it tells the usual waits."
