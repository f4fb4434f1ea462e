"""The dossiers of each visit: code, promised day, money, how the result comes, for which place; and what a hall asks.

The trigger that keeps the journal as it was written lets receipts be erased, as the codes of dossiers.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("halls", sa.Column("dossiers", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("departments", sa.Column("fee_module", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("departments", sa.Column("post_office", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "handled_dossiers",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", BIG_ID, nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("officer", sa.String(length=200), nullable=True),
        sa.Column("service", sa.String(length=63), nullable=False),
        sa.Column("department", sa.String(length=63), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("fee", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("charge", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("receipt", sa.String(length=30), nullable=True),
        sa.Column("return_by", sa.String(length=8), nullable=True),
        sa.Column("received_for", sa.String(length=63), nullable=True),
        sa.Column("received_id", BIG_ID, nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "fee BETWEEN 0 AND 2000000000 AND charge BETWEEN 0 AND 2000000000",
            name=op.f("ck_handled_dossiers_whole_dong"),
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_handled_dossiers_hall_id")),
        sa.ForeignKeyConstraint(
            ["hall_id", "department"],
            ["departments.hall_id", "departments.slug"],
            name=op.f("fk_handled_dossiers_hall_id_department"),
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_handled_dossiers_ticket_id")),
        sa.ForeignKeyConstraint(["received_id"], ["handled_dossiers.id"], name=op.f("fk_handled_dossiers_received_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handled_dossiers")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_handled_dossiers_figures",
        "handled_dossiers",
        [
            *("hall_id", "day", "department", "outcome", "due_on", "received_on", "return_by", "received_for"),
            *("fee", "charge"),
        ],
    )
    op.create_index(
        "ix_tickets_served",
        "tickets",
        ["hall_id", "day"],
        sqlite_where=sa.text("state = 'served'"),
        postgresql_where=sa.text("state = 'served'"),
    )
    op.create_index("ix_ratings_rated_at", "ratings", ["hall_id", "rated_at"])
    op.create_index(
        "ix_handled_dossiers_code",
        "handled_dossiers",
        ["hall_id", "code", "id"],
        sqlite_where=sa.text("code IS NOT NULL"),
        postgresql_where=sa.text("code IS NOT NULL"),
    )
    op.create_index(op.f("ix_handled_dossiers_ticket_id"), "handled_dossiers", ["ticket_id"])
    op.create_index(op.f("ix_handled_dossiers_received_id"), "handled_dossiers", ["received_id"])
    _journal_kept_by(_may_lose_receipts)


def downgrade() -> None:
    _journal_kept_by(str)
    op.drop_index("ix_ratings_rated_at", "ratings")
    op.drop_index("ix_tickets_served", "tickets")
    op.drop_table("handled_dossiers")
    op.drop_column("departments", "post_office")
    op.drop_column("departments", "fee_module")
    op.drop_column("halls", "dossiers")


def _may_lose_receipts(trigger: str) -> str:
    return trigger.replace("'$.code'", "'$.code', '$.receipt'").replace(",code}", ",code,receipt}")


def _journal_kept_by(written: Callable[[str], str]) -> None:
    """Makes the trigger anew, `written` so of what it was."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    before = import_module("display_server.store.migrations.versions.0023_what_names_people_has_its_days")
    statements = before._ON_POSTGRESQL if on_postgresql else before._ON_SQLITE
    op.execute("DROP TRIGGER journal_not_changed" + (" ON journal" if on_postgresql else ""))
    op.execute(written(next(each for each in statements if "journal_not_changed" in each)))
