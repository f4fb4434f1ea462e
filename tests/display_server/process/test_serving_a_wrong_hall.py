"""`motcua serve` refuses a wrong hall file before it touches the database."""

import subprocess
import sys
from pathlib import Path


def test_a_wrong_hall_file_is_told_line_by_line_and_nothing_is_created(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text("[hall]\nslug = 3\nnames = { vi = 'x' }\n")
    database = tmp_path / "hall.db"

    served = subprocess.run(
        [sys.executable, "-m", "display_server", "serve", "--hall", file, "--database", f"sqlite:///{database}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert served.returncode == 2
    assert f"{file}: line 2, hall.slug: cannot be 3; write small letters" in served.stderr
    assert f"{file}: line 3, hall.names: is not a key of this table; did you mean name?" in served.stderr
    assert "Traceback" not in served.stderr
    assert not database.exists()
