"""The migrations lead to the tables that the code knows, on both databases."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from display_server.domain.refusals import NotValid
from display_server.store.database import MIGRATIONS, connect, migration_of, newest_migration, upgrade
from display_server.store.hall import Hall
from display_server.store.models import Base
from display_server.use_cases import kiosk
from tests.halls import do


def test_the_migrations_lead_to_the_tables_of_the_models(database: str) -> None:
    engine = connect(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []

    engine.dispose()


def test_the_newest_migration_is_told_by_its_files_name(database: str) -> None:
    engine = connect(database)
    with engine.connect() as connection:
        assert migration_of(connection) == newest_migration() == ScriptDirectory(str(MIGRATIONS)).get_current_head()

    engine.dispose()


def test_a_database_of_a_newer_version_is_refused_in_words(database: str) -> None:
    engine = connect(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9000'")

    with pytest.raises(NotValid, match="made by a newer motcua"):
        upgrade(engine)

    engine.dispose()


def test_a_tickets_key_outlasts_the_way_back_and_forth(hall: Hall, database: str) -> None:
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"), "k1")
    engine = connect(database)
    with engine.begin() as connection:
        scripts = Config()
        scripts.set_main_option("script_location", str(MIGRATIONS))
        scripts.attributes["connection"] = connection
        command.downgrade(scripts, "0021")
        assert connection.exec_driver_sql("SELECT key FROM idempotency_keys").scalars().all() == ["k1"]
    upgrade(engine)

    assert do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"), "k1") == ticket
    engine.dispose()
