"""What somebody does first who wants to rewrite what was recorded: away with the triggers that refuse it."""

from sqlalchemy import Engine

REFUSED = ("not_changed", "not_deleted")


def let_the_journal_be_rewritten(engine: Engine) -> None:
    """From now on, in this database."""
    _let_be_rewritten(engine, "journal")


def let_the_security_log_be_rewritten(engine: Engine) -> None:
    """As the journal."""
    _let_be_rewritten(engine, "security_log")


def _let_be_rewritten(engine: Engine, table: str) -> None:
    of_table = f" ON {table}" if engine.dialect.name == "postgresql" else ""
    with engine.begin() as connection:
        for refused in REFUSED:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_{refused}{of_table}")
