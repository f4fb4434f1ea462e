"""The migrations lead to the tables that the code knows, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from display_server.store.database import connect
from display_server.store.models import Base


def test_the_migrations_lead_to_the_tables_of_the_models(database: str) -> None:
    engine = connect(database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []

    engine.dispose()
