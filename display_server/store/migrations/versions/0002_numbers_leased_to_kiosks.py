"""Numbers leased to kiosks, and rules and numbering of each hall's own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("halls") as halls:
        halls.add_column(sa.Column("numbering", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
        halls.add_column(sa.Column("rules", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    with op.batch_alter_table("number_series") as series:
        series.add_column(sa.Column("first", sa.Integer(), nullable=False, server_default=sa.text("1")))
    op.create_table(
        "number_leases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=420), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reclaimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_number_leases_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_leases")),
    )
    op.create_index("ix_number_leases_day", "number_leases", ["hall_id", "day", "prefix"])


def downgrade() -> None:
    op.drop_table("number_leases")
    with op.batch_alter_table("number_series") as series:
        series.drop_column("first")
    with op.batch_alter_table("halls") as halls:
        halls.drop_column("rules")
        halls.drop_column("numbering")
