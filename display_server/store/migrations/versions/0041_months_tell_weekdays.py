"""Months are added up once more: they tell weekdays, and hours of weekdays, from now on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PERIODS = sa.table("rolled_periods", sa.column("grain", sa.String), sa.column("stale", sa.Boolean))


def upgrade() -> None:
    op.execute(sa.update(PERIODS).where(PERIODS.c.grain == "month").values(stale=True))


def downgrade() -> None:
    """What a month tells besides disturbs nobody."""
