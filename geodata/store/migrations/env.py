"""What Alembic runs: the steps that are missing, in the transaction of the connection that the app hands over."""

from alembic import context

from geodata.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
