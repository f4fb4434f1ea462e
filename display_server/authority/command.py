"""`motcua tls make`: a hall's own authority and its server's certificate."""

import click

from display_server.process.settings import Settings, lan_address


@click.group("tls")
def tls_command() -> None:
    """Certificates of this hall's own authority."""


@tls_command.command("make")
@click.option(
    "--host",
    "hosts",
    metavar="NAME_OR_IP",
    multiple=True,
    help="How phones and screens call the server; as often as it has names and addresses. Without it, this"
    " machine's address in its network.",
)
def make(hosts: tuple[str, ...]) -> None:
    """Make a certificate for the server, and the authority that vouches for it where there is none yet.

    Again before a year is over: the authority stays, and with it everybody's trust.
    """
    from display_server.authority.certificates import (
        WrongAuthority,
        WrongHost,
        fingerprint,
        make_certificates,
    )
    from display_server.authority.files import authority_files
    from display_server.store.hall import system_clock

    files = authority_files(Settings().data_dir)
    named = (*(hosts or (lan_address(),)), "localhost", "127.0.0.1", "::1")
    try:
        authority = make_certificates(files, named, system_clock())
    except (WrongHost, WrongAuthority) as wrong:
        raise click.UsageError(str(wrong)) from wrong
    except OSError as error:
        raise click.ClickException(
            f"{files.folder} cannot be written ({error.strerror}): run this as the server's user."
        ) from error
    click.echo(f"authority\t{files.authority}\nits key\t{files.authority_key}")
    click.echo(f"certificate\t{files.server}\nits key\t{files.server_key}")
    click.echo(f"SHA-256 of the authority\t{fingerprint(authority)}")
    click.echo(f"For {', '.join(dict.fromkeys(named))}. Start the server anew: motcua serve --tls --host 0.0.0.0")
