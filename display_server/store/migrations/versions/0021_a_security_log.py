"""The security log: who came in, who could not, and who changed what others may do; written once, as the journal.

One thing may change in a row that is written: its address, when that is erased, and its salt with it.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIXED = ("id", "at", "kind", '"by"', "about", "hall", "link", "seal")
REFUSAL = "the security log is written once: nothing in it is changed or deleted"


def upgrade() -> None:
    op.create_table(
        "security_log",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("by", sa.String(250), nullable=False),
        sa.Column("address", sa.String(64), nullable=True),
        sa.Column("about", sa.String(250), nullable=True),
        sa.Column("hall", sa.String(63), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("salt", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_log")),
    )
    op.create_index(op.f("ix_security_log_at"), "security_log", ["at"])
    op.add_column("access", sa.Column("logged", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    with op.batch_alter_table("checkpoints") as checkpoints:
        checkpoints.drop_constraint(op.f("fk_checkpoints_hall_id"), type_="foreignkey")
    statements = _ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _ON_SQLITE
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("security_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION security_log_is_written_once()")
    with op.batch_alter_table("access") as access:
        access.drop_column("logged")
    op.execute("DELETE FROM checkpoints WHERE hall_id = 0")
    with op.batch_alter_table("checkpoints") as checkpoints:
        checkpoints.create_foreign_key(op.f("fk_checkpoints_hall_id"), "halls", ["hall_id"], ["id"])


_CHANGED = " OR ".join(f"NEW.{column} IS {{distinct}} OLD.{column}" for column in FIXED)
_ON_SQLITE = (
    f"""CREATE TRIGGER security_log_not_changed BEFORE UPDATE ON security_log
        WHEN NEW.salt IS NOT NULL OR OLD.salt IS NULL OR NEW.address IS NOT NULL OR NEW.facts IS NOT OLD.facts
             OR {_CHANGED.format(distinct="NOT")}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER security_log_not_deleted BEFORE DELETE ON security_log
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
)
_ON_POSTGRESQL = (
    f"""CREATE FUNCTION security_log_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE TRIGGER security_log_not_changed BEFORE UPDATE ON security_log FOR EACH ROW
        WHEN (NEW.salt IS NOT NULL OR OLD.salt IS NULL OR NEW.address IS NOT NULL
              OR NEW.facts::text IS DISTINCT FROM OLD.facts::text
              OR {_CHANGED.format(distinct="DISTINCT FROM")})
        EXECUTE FUNCTION security_log_is_written_once()""",
    """CREATE TRIGGER security_log_not_deleted BEFORE DELETE ON security_log FOR EACH ROW
        EXECUTE FUNCTION security_log_is_written_once()""",
    """CREATE TRIGGER security_log_not_emptied BEFORE TRUNCATE ON security_log FOR EACH STATEMENT
        EXECUTE FUNCTION security_log_is_written_once()""",
)
