"""Alembic's entry: runs the migrations on the connection that `database.upgrade` hands over, in its transaction."""

from alembic import context

from display_server.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
