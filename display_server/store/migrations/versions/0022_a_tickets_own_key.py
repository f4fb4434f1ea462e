"""The idempotency key of a ticket's request stands in the ticket's row: one statement less for each ticket."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MOVE = """
    UPDATE tickets SET key = bound.key, request = bound.request
    FROM idempotency_keys AS bound WHERE bound.ticket_id = tickets.id
"""
MOVE_BACK = """
    INSERT INTO idempotency_keys (hall_id, key, request, ticket_id, at)
    SELECT hall_id, key, request, id, issued_at FROM tickets WHERE key IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("tickets", sa.Column("key", sa.String(length=200), nullable=True))
    op.add_column("tickets", sa.Column("request", sa.String(length=64), nullable=True))
    op.execute(MOVE)
    has_key = sa.text("key IS NOT NULL")
    op.create_index(
        "uq_tickets_key", "tickets", ["hall_id", "key"], unique=True, sqlite_where=has_key, postgresql_where=has_key
    )
    op.drop_table("idempotency_keys")


def downgrade() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_idempotency_keys_hall_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_idempotency_keys_ticket_id")),
        sa.PrimaryKeyConstraint("hall_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.execute(MOVE_BACK)
    op.drop_index("uq_tickets_key", "tickets")
    op.drop_column("tickets", "request")
    op.drop_column("tickets", "key")
