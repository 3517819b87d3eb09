"""How Alembic runs our steps: on a connection that `storage.migrate` has opened."""

from alembic import context

from storage.rows import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
