"""`motcua user`: people's accounts and their life, at the machine itself. Imports the server only as it runs."""

import sys
from typing import TYPE_CHECKING

import click

from display_server.process.settings import Settings

if TYPE_CHECKING:
    from display_server.access.people import People, Position

database_option = click.option("--database", metavar="URL", help="sqlite:///FILE or postgresql://…")
hall_option = click.option("--hall", metavar="SLUG", help="The only hall that it is good for.")
departments_option = click.option(
    "--department", "departments", multiple=True, metavar="SLUG", help="Of a supervisor; may be given several times."
)
stdin_option = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
make_option = click.option("--make-password", is_flag=True, help="Make a password, and print it.")
keep_option = click.option(
    "--keep-password", is_flag=True, help="The person has typed it: it need not be changed at the first sign-in."
)


@click.group("user")
def user_command() -> None:
    """People's accounts."""


@user_command.command("list")
@database_option
def list_users(database: str | None) -> None:
    """Everybody: name, role, place, whether they may come in, and when they last did."""
    for user in _people(database).all():
        place = " ".join((user.hall or "all halls", *user.departments))
        state = "disabled" if user.disabled_at else "new password" if user.must_change_password else "enabled"
        last = f"{user.last_sign_in_at.astimezone():%Y-%m-%d %H:%M}" if user.last_sign_in_at else "never"
        click.echo("\t".join((user.name, user.role, place, state, last)))


@user_command.command("add")
@click.argument("name")
@click.option("--role", required=True)
@hall_option
@departments_option
@stdin_option
@make_option
@keep_option
@database_option
def add_user(
    name: str,
    role: str,
    hall: str | None,
    departments: tuple[str, ...],
    password_stdin: bool,
    make_password: bool,
    keep_password: bool,
    database: str | None,
) -> None:
    """Create a person's account. The first password is changed at the first sign-in."""
    password = _password(password_stdin, make_password)
    position = _position(role, hall, departments)
    added = _people(database).add(name, position, password, must_change=not keep_password)
    if added.password is not None:
        click.echo(added.password)


@user_command.command("disable")
@click.argument("name")
@database_option
def disable_user(name: str, database: str | None) -> None:
    """Let a person in no more; signs them out everywhere, at once."""
    people = _people(database)
    people.disable(people.named(name).id)


@user_command.command("enable")
@click.argument("name")
@database_option
def enable_user(name: str, database: str | None) -> None:
    """Let a person in again."""
    people = _people(database)
    people.enable(people.named(name).id)


@user_command.command("password")
@click.argument("name")
@stdin_option
@make_option
@keep_option
@click.option("--without-second-factor", is_flag=True, help="Also drop the authenticator app: the phone is lost.")
@database_option
def give_password(
    name: str,
    password_stdin: bool,
    make_password: bool,
    keep_password: bool,
    without_second_factor: bool,
    database: str | None,
) -> None:
    """Give a person a password, to be changed at the next sign-in; signs them out everywhere."""
    password, people = _password(password_stdin, make_password), _people(database)
    account = people.named(name).id
    made = people.give_password(account, password, must_change=not keep_password)
    if without_second_factor:
        people.take_second_factor(account)
    if made is not None:
        click.echo(made)


@user_command.command("role")
@click.argument("name")
@click.argument("role")
@hall_option
@departments_option
@database_option
def change_role(name: str, role: str, hall: str | None, departments: tuple[str, ...], database: str | None) -> None:
    """Give a person another ROLE, in one hall or all; signs them out everywhere."""
    people = _people(database)
    people.change_position(people.named(name).id, _position(role, hall, departments))


def _password(from_stdin: bool, made: bool) -> str | None:
    if made:
        return None
    return sys.stdin.readline().rstrip("\n") if from_stdin else click.prompt("Password", hide_input=True)


def _position(role: str, hall: str | None, departments: tuple[str, ...]) -> "Position":
    from display_server.access.people import Position
    from display_server.access.principals import OF_PEOPLE, Role

    if role not in OF_PEOPLE:
        raise click.UsageError(f"There is no role {role} for people. Choose one of: {', '.join(OF_PEOPLE)}.")
    return Position(Role(role), hall, departments)


def _people(database: str | None) -> "People":
    from display_server.access.people import AT_THE_MACHINE, People
    from display_server.store.accounts import Accounts
    from display_server.store.database import open_database
    from display_server.store.hall import Halls, system_clock

    settings = Settings() if database is None else Settings(database_url=database)
    engine = open_database(settings.database)
    return People(Accounts(engine), Halls(engine), system_clock, AT_THE_MACHINE)
