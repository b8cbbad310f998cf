"""Alembic's environment: where the tables are described, and how the database is reached."""

from alembic import context

from chalicelib.results import hosts  # noqa: F401  its table is described there
from chalicelib.results.database import engine
from chalicelib.results.models import Base
from chalicelib.results.partitions import is_described


def run(connection) -> None:  # type: ignore[no-untyped-def]  # Alembic calls this file, mypy's stubs do not know with what
    """Run the migrations that Alembic was asked for, on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_server_default=True,
        include_name=is_described,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database; --sql is not supported")

if (given := context.config.attributes.get("connection")) is not None:
    run(given)  # `migrate` holds the transaction and its lock
else:
    with engine().begin() as connection:
        run(connection)
