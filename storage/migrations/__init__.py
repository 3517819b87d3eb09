"""The history of the tables, one step a file, and how Alembic runs it."""
