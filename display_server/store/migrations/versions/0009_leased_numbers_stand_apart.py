"""Leased numbers stand apart from those that are given one after the other."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("number_series") as series:
        series.add_column(sa.Column("leased_from", sa.Integer(), nullable=True))
        series.add_column(sa.Column("leased_to", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("number_series") as series:
        series.drop_column("leased_to")
        series.drop_column("leased_from")
