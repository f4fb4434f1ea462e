"""Holidays, special days and daily caps."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("calendar", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("services", sa.Column("daily_cap", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("services", "daily_cap")
    op.drop_column("halls", "calendar")
