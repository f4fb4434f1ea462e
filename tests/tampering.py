"""What somebody does first who wants to rewrite a journal: away with the triggers that refuse it."""

from sqlalchemy import Engine

TRIGGERS = ("journal_not_changed", "journal_not_deleted")


def let_the_journal_be_rewritten(engine: Engine) -> None:
    """From now on, in this database."""
    of_table = " ON journal" if engine.dialect.name == "postgresql" else ""
    with engine.begin() as connection:
        for trigger in TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}{of_table}")
