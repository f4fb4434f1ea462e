"""How the server's own machine is: its clock, its disk, and the newest backup. Only looks."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from display_server.domain.alerts import Machine

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When nothing was ever backed up."""


def look_at_machine(clock: datetime, data_dir: Path, backup_dir: Path | None) -> Machine:
    """`backup_dir`: where the nightly backups are put; None where nobody has said so."""
    return Machine(clock, _newest_in(backup_dir) if backup_dir is not None else None, _free_percent(data_dir))


def _newest_in(folder: Path) -> datetime:
    try:
        times = [each.stat().st_mtime for each in folder.iterdir() if each.is_file()]
    except OSError:  # not there, or not to be read: as good as no backup, and as good to be told of
        times = []
    return datetime.fromtimestamp(max(times), UTC) if times else NEVER


def _free_percent(folder: Path) -> float | None:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return 100 * usage.free / usage.total
