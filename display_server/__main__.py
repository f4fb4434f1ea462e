"""The command `motcua`, also as `python -m display_server`."""

import sys

WRONG_USAGE = 2


def main() -> None:
    """Runs the command; where the server's packages are not installed, says what to install."""
    try:
        from display_server.cli import main as run  # noqa: PLC0415 (a kiosk has the program, and not its packages)
    except ModuleNotFoundError as missing:
        print(
            f"motcua: {missing.name} is not installed here. A server needs motcua[server]; "
            "the kiosk's command is motcua-kiosk.",
            file=sys.stderr,
        )
        sys.exit(WRONG_USAGE)
    run()


if __name__ == "__main__":
    main()
