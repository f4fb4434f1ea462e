"""The `motcua` command in the test's own process: what it prints and how it ends, without two seconds of starting.

`motcua_process` starts it as people do; that it starts at all, some tests must see.
"""

import gc
import io
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from display_server.cli import main


def motcua(
    *arguments: str, database: str | None = None, stdin: str = "", data_dir: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """With these arguments, and the environment of the test."""
    asked = _asked(arguments, database)
    out, err = io.StringIO(), io.StringIO()
    status = 0
    given = patch.multiple(sys, argv=["motcua", *asked], stdin=io.TextIOWrapper(io.BytesIO(stdin.encode())))
    folder = patch.dict(os.environ, {"MOTCUA_DATA_DIR": str(data_dir)} if data_dir else {})
    with given, folder, redirect_stdout(out), redirect_stderr(err), _left_to_the_end():
        try:
            main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 0
    return subprocess.CompletedProcess(asked, status, out.getvalue(), err.getvalue())


@contextmanager
def _left_to_the_end() -> Iterator[None]:
    """A command leaves its connections to the end of its process, which is not the end of this one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def motcua_process(*arguments: str, database: str | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The same as a process of its own."""
    command = [sys.executable, "-m", "display_server", *_asked(arguments, database)]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=dict(os.environ))


def _asked(arguments: tuple[str, ...], database: str | None) -> list[str]:
    return [*arguments, *(("--database", database) if database else ())]
