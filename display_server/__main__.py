"""`python -m display_server`: the same as the `motcua` command."""

from display_server.cli import main

main()
