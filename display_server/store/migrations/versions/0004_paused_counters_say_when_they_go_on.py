"""Paused counters say when they go on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("counters", sa.Column("back_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("counters", "back_at")
