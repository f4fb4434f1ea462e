"""Marks of people, kept for a day: who holds a ticket, without knowing who."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "day_keys",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_day_keys_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "day", name=op.f("pk_day_keys")),
    )
    op.create_table(
        "people",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_people_hall_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_people_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_hall_id"), "people", ["hall_id", "mark"])


def downgrade() -> None:
    op.drop_table("people")
    op.drop_table("day_keys")
