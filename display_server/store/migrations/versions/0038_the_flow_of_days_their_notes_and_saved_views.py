"""Notes to days, saved views of the history; the flow through past days is to be added up."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from display_server.store.models import Instant

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "day_notes",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_day_notes_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "day", name=op.f("pk_day_notes")),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("department", sa.String(length=63), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_saved_views_hall_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_saved_views_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.UniqueConstraint("hall_id", "owner_id", "name", name=op.f("uq_saved_views_hall_id_owner_id_name")),
    )
    op.create_index(op.f("ix_saved_views_owner_id"), "saved_views", ["owner_id"])
    op.execute("UPDATE rolled_periods SET stale = true")


def downgrade() -> None:
    op.execute("DELETE FROM roll_ups WHERE dimension = 'flow'")
    op.drop_table("saved_views")
    op.drop_table("day_notes")
