"""Files that are ordered, and made beside the server."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from display_server.store.models import Instant

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "ordered_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("file_format", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("group_by", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("departments", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("days_done", sa.Integer(), nullable=False),
        sa.Column("beat_at", Instant(), nullable=True),
        sa.Column("fault", sa.String(length=300), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_ordered_files_hall_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_ordered_files_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ordered_files")),
    )
    op.create_index(op.f("ix_ordered_files_hall_id"), "ordered_files", ["hall_id"])


def downgrade() -> None:
    op.drop_table("ordered_files")
