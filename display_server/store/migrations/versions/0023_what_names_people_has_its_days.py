"""For how many days what names people is kept, how far it was erased, and salts that let each class go by itself.

The triggers let exactly that through: what names people becomes empty, and its salt goes with it.
"""

from collections.abc import Sequence
from importlib import import_module

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PERSONAL = ("officer", "note", "reason", "dossier_codes", "holder", "device", "code")
FIXED = ("hall_id", "seq", "nth", "at", "day", "event", "ticket_id", "counter", "service", "link")
JOURNAL_REFUSAL = "the journal is written once: nothing in it is changed or deleted"
LOG_FIXED = ("id", "at", "kind", "hall", "link", "seal")
LOG_REFUSAL = "the security log is written once: nothing in it is changed or deleted"


def upgrade() -> None:
    op.add_column("halls", sa.Column("retention", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("journal", sa.Column("salts", sa.JSON(), nullable=True))
    op.add_column("security_log", sa.Column("seals", sa.JSON(), nullable=True))
    op.create_table(
        "erasures",
        sa.Column("hall_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall_id", "kind", name=op.f("pk_erasures")),
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("journal", "security_log"):
        op.execute(f"DROP TRIGGER {table}_not_changed" + (f" ON {table}" if on_postgresql else ""))
    for statement in _ON_POSTGRESQL if on_postgresql else _ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """The tables of before. What was sealed by a salt of its own, or in the log by its name, proves nothing then."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in ("journal", "security_log"):
        op.execute(f"DROP TRIGGER {table}_not_changed" + (f" ON {table}" if on_postgresql else ""))
    for table, column in (("halls", "retention"), ("journal", "salts"), ("security_log", "seals")):
        op.drop_column(table, column)
    op.drop_table("erasures")
    for before in ("0019_a_journal_that_shows_tampering", "0021_a_security_log"):
        migration = import_module(f"display_server.store.migrations.versions.{before}")
        statements = migration._ON_POSTGRESQL if on_postgresql else migration._ON_SQLITE
        op.execute(next(each for each in statements if "_not_changed" in each))


_IS = {"sqlite": ("IS", "IS NOT"), "postgresql": ("IS NOT DISTINCT FROM", "IS DISTINCT FROM")}
_REST = {
    "sqlite": "json_remove({row}.facts, " + ", ".join(f"'$.{name}'" for name in PERSONAL) + ")",
    "postgresql": "({row}.facts::jsonb - '{{" + ",".join(PERSONAL) + "}}'::text[])",
}
_TEXT = {"sqlite": "{row}.{column}", "postgresql": "{row}.{column}::text"}


def _changes(dialect: str, columns: Sequence[str]) -> str:
    return " OR ".join(f'NEW."{column}" {_IS[dialect][1]} OLD."{column}"' for column in columns)


def _text(dialect: str, row: str, column: str) -> str:
    return _TEXT[dialect].format(row=row, column=column)


def _rewrites_the_journal(dialect: str) -> str:
    """Not: what was personal is emptied, and a salt goes. Whatever else became of it, the chain tells."""
    same, other = _IS[dialect]
    seals, salts = ((_text(dialect, "NEW", column), _text(dialect, "OLD", column)) for column in ("seals", "salts"))
    nothing_erased = f"OLD.link IS NOT NULL AND NEW.salt {same} OLD.salt AND {salts[0]} {same} {salts[1]}"
    new_rest, old_rest = (_REST[dialect].format(row=row) for row in ("NEW", "OLD"))
    return " OR ".join(
        (
            f"({nothing_erased})",
            f"(NEW.salt IS NOT NULL AND NEW.salt {other} OLD.salt)",
            f"(NEW.actor <> '' AND NEW.actor {other} OLD.actor)",
            f"{seals[0]} {other} {seals[1]}",
            f"{new_rest} {other} {old_rest}",
            _changes(dialect, FIXED),
        )
    )


def _rewrites_the_log(dialect: str) -> str:
    _, other = _IS[dialect]
    sealed = f"{_text(dialect, 'NEW', 'seals')} {other} {_text(dialect, 'OLD', 'seals')}"
    facts = f"{_text(dialect, 'NEW', 'facts')} {other} {_text(dialect, 'OLD', 'facts')}"
    return " OR ".join(
        (
            "NEW.salt IS NOT NULL",
            "OLD.salt IS NULL",
            "NEW.address IS NOT NULL",
            f"(OLD.seals IS NULL AND ({_changes(dialect, ('by', 'about'))}))",
            "(OLD.seals IS NOT NULL AND (NEW.\"by\" <> '' OR NEW.about IS NOT NULL))",
            sealed,
            facts,
            _changes(dialect, LOG_FIXED),
        )
    )


_ON_SQLITE = (
    f"""CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal WHEN {_rewrites_the_journal("sqlite")}
        BEGIN SELECT RAISE(ABORT, '{JOURNAL_REFUSAL}'); END""",
    f"""CREATE TRIGGER security_log_not_changed BEFORE UPDATE ON security_log WHEN {_rewrites_the_log("sqlite")}
        BEGIN SELECT RAISE(ABORT, '{LOG_REFUSAL}'); END""",
)
_ON_POSTGRESQL = (
    f"""CREATE TRIGGER journal_not_changed BEFORE UPDATE ON journal FOR EACH ROW
        WHEN ({_rewrites_the_journal("postgresql")}) EXECUTE FUNCTION journal_is_written_once()""",
    f"""CREATE TRIGGER security_log_not_changed BEFORE UPDATE ON security_log FOR EACH ROW
        WHEN ({_rewrites_the_log("postgresql")}) EXECUTE FUNCTION security_log_is_written_once()""",
)
