"""Officers ring for a supervisor; visitors wait for an officer by name."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("for_officer", sa.String(200), nullable=True))
    op.add_column("counters", sa.Column("help_wanted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("counters", sa.Column("helper", sa.String(200), nullable=True))


def downgrade() -> None:
    op.drop_column("counters", "helper")
    op.drop_column("counters", "help_wanted_at")
    op.drop_column("tickets", "for_officer")
