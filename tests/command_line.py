"""The `motcua` command in the test's own process: what it prints and how it ends, without two seconds of starting.

`motcua_process` starts it as people do; that it starts at all, some tests must see.
"""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from unittest.mock import patch

from display_server.cli import main


def motcua(*arguments: str, database: str | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """With these arguments, and the environment of the test."""
    asked = _asked(arguments, database)
    out, err = io.StringIO(), io.StringIO()
    status = 0
    given = patch.multiple(sys, argv=["motcua", *asked], stdin=io.TextIOWrapper(io.BytesIO(stdin.encode())))
    with given, redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
    return subprocess.CompletedProcess(asked, status, out.getvalue(), err.getvalue())


def motcua_process(*arguments: str, database: str | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The same as a process of its own."""
    command = [sys.executable, "-m", "display_server", *_asked(arguments, database)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=dict(os.environ))


def _asked(arguments: tuple[str, ...], database: str | None) -> list[str]:
    return [*arguments, *(("--database", database) if database else ())]
