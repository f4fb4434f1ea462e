"""How far the one-stop system has been told of each hall's dossiers, and what it did not take."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "one_stop_progress",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("told_seq", sa.BigInteger(), nullable=False),
        sa.Column("told_nth", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(length=300), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_one_stop_progress_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", name=op.f("pk_one_stop_progress")),
    )
    op.create_table(
        "one_stop_refusals",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_one_stop_refusals_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "seq", "nth", name=op.f("pk_one_stop_refusals")),
    )


def downgrade() -> None:
    op.drop_table("one_stop_refusals")
    op.drop_table("one_stop_progress")
