"""The journal's hash chain, its signed checkpoints, and triggers that refuse to rewrite it.

One thing may change in a row that is written: what names people, when it is erased, and its salt with it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIXED = ("hall_id", "seq", "nth", "at", "day", "event", "ticket_id", "counter", "service", "link")
REFUSAL = "the journal is written once: nothing in it is changed or deleted"


def upgrade() -> None:
    op.add_column("journal", sa.Column("link", sa.String(64), nullable=True))
    op.add_column("journal", sa.Column("seals", sa.JSON(), nullable=True))
    op.add_column("journal", sa.Column("salt", sa.String(32), nullable=True))
    op.create_table(
        "checkpoints",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("link", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_checkpoints_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "seq", name=op.f("pk_checkpoints")),
    )
    statements = _ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _ON_SQLITE
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for trigger in ("journal_not_changed", "journal_not_deleted", "journal_not_emptied"):
        op.execute(f"DROP TRIGGER IF EXISTS {trigger}" + (" ON journal" if on_postgresql else ""))
    if on_postgresql:
        op.execute("DROP FUNCTION journal_is_written_once()")
    op.drop_table("checkpoints")
    for column in ("salt", "seals", "link"):
        op.drop_column("journal", column)


_CHANGED = " OR ".join(f"NEW.{column} IS {{distinct}} OLD.{column}" for column in FIXED)
_ON_SQLITE = (
    f"""CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal
        WHEN NEW.salt IS NOT NULL OR OLD.salt IS NULL OR NEW.seals IS NOT OLD.seals OR {_CHANGED.format(distinct="NOT")}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER journal_not_deleted BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
)
_ON_POSTGRESQL = (
    f"""CREATE FUNCTION journal_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal FOR EACH ROW
        WHEN (NEW.salt IS NOT NULL OR OLD.salt IS NULL OR NEW.seals::text IS DISTINCT FROM OLD.seals::text
              OR {_CHANGED.format(distinct="DISTINCT FROM")})
        EXECUTE FUNCTION journal_is_written_once()""",
    """CREATE TRIGGER journal_not_deleted BEFORE DELETE ON journal FOR EACH ROW
        EXECUTE FUNCTION journal_is_written_once()""",
    """CREATE TRIGGER journal_not_emptied BEFORE TRUNCATE ON journal FOR EACH STATEMENT
        EXECUTE FUNCTION journal_is_written_once()""",
)
