"""What became of each day's visits, added up: a year's figures without reading a year of journal."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0031"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "roll_ups",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("grain", sa.String(length=5), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("scope", sa.String(length=63), nullable=False),
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("group", sa.String(length=200), nullable=False),
        sa.Column("sums", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_roll_ups_hall_id")),
        sa.PrimaryKeyConstraint(
            "hall_id", "grain", "scope", "dimension", "first_day", "group", name=op.f("pk_roll_ups")
        ),
    )
    op.create_table(
        "rolled_periods",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("grain", sa.String(length=5), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_rolled_periods_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "grain", "first_day", name=op.f("pk_rolled_periods")),
    )
    op.create_table(
        "roll_up_progress",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_roll_up_progress_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", name=op.f("pk_roll_up_progress")),
    )


def downgrade() -> None:
    op.drop_table("roll_up_progress")
    op.drop_table("rolled_periods")
    op.drop_table("roll_ups")
