"""Visits with several stops, parked and postponed tickets."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PARKED = sa.text("state = 'parked'")
FOR_A_COUNTER = sa.text("state = 'waiting' AND for_counter IS NOT NULL")


def _columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("stop", sa.Integer(), nullable=False, server_default=sa.text("1")),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_stops", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
        sa.Column("for_counter", sa.Integer(), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("sent_from", sa.String(length=63), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("park_reason", sa.String(length=200), nullable=True),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late_returns", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )


def upgrade() -> None:
    op.add_column("services", sa.Column("next_stops", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    for column in _columns():
        op.add_column("tickets", column)
    op.execute("UPDATE tickets SET queued_at = issued_at")
    op.create_index("ix_tickets_parked", "tickets", ["hall_id", "day"], sqlite_where=PARKED, postgresql_where=PARKED)
    op.create_index(
        "ix_tickets_for_counter",
        "tickets",
        ["hall_id", "day", "for_counter", "rank", "id"],
        sqlite_where=FOR_A_COUNTER,
        postgresql_where=FOR_A_COUNTER,
    )


def downgrade() -> None:
    op.drop_index("ix_tickets_for_counter", "tickets")
    op.drop_index("ix_tickets_parked", "tickets")
    for column in reversed(_columns()):
        op.drop_column("tickets", column.name)
    op.drop_column("services", "next_stops")
