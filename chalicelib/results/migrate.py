"""Bringing the database's schema to the code's, one process at a time."""

import logging
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, exc, text

from chalicelib import settings
from chalicelib.errors import DatabaseUnavailable, MigrationFailed
from chalicelib.results.connect import sqlstate
from chalicelib.results.database import autocommit, connection, patience
from chalicelib.results.partitions import LOCK, LOCK_NOT_AVAILABLE, sweep

# Beside app.py, in a checkout and in Lambda's package alike.
_CONFIGURATION = Path(__file__).parents[2] / "alembic.ini"
_LOCK_TIMEOUT = "4s"
_STATEMENT_SECONDS = 600
_LOOK = "2s"
"""How often Postgres looks whether who migrates is still there: else it would keep the locks of a function
that was killed until its statement has come to its end, in vain."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Migration:
    """What one run of `migrate` did."""

    previous: str | None
    """The schema's revision before, or None for an empty database."""
    current: str | None
    """The revision now."""


def migrate() -> Migration:
    """Run every migration that the database has not seen, and make its partitions.

    They run in one transaction, but for those that have to give back their locks before the next one begins
    (`commit_after` in the migration's file). A schema of a later release, whose deploy was rolled back, is
    left as it is: migrations only go forward. An advisory lock keeps a second run out; with the short lock
    timeout, neither it nor a table in use makes requests queue up behind a waiting migration.

    Raises:
        DatabaseUnavailable: Postgres cannot be reached; nothing was changed.
        MigrationFailed: a lock was not to be had, or a migration failed; the text says what was changed.
    """
    steps = [_step()]
    while steps[-1].previous != steps[-1].current:
        steps.append(_step(steps[-1].current))
    sweep(settings.current().retention)
    return Migration(steps[0].previous, steps[-1].current)


def _step(reached: str | None = None) -> Migration:
    """Run the migrations of one transaction; the last one leaves the schema where it was.

    Args:
        reached: the revision that the transaction before has reached, or None for the first one.
    """
    changed = f"the schema is at {reached}" if reached else "nothing was changed"
    try:
        with connection() as open_connection:
            open_connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'"))
            open_connection.execute(text(f"SET LOCAL statement_timeout = '{_STATEMENT_SECONDS}s'"))
            open_connection.execute(text(f"SET LOCAL client_connection_check_interval = '{_LOOK}'"))
            open_connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            previous = current_revision(open_connection)
            if _is_of_a_later_release(previous):
                log.warning("the schema is at %s, of a later release than this code: left as it is", previous)
                return Migration(previous, previous)
            configuration = _configuration()
            configuration.attributes["connection"] = open_connection
            with patience(open_connection, _STATEMENT_SECONDS):
                command.upgrade(configuration, _next_stop(previous))
            return Migration(previous, current_revision(open_connection))
    except exc.DBAPIError as error:
        if sqlstate(error) == LOCK_NOT_AVAILABLE:
            raise MigrationFailed(
                f"another migration, or a long query, held a lock for more than {_LOCK_TIMEOUT}: "
                f"{changed}, try again"
            ) from error
        raise MigrationFailed(f"{changed}: {_said(error)}") from error
    except CommandError as error:
        raise MigrationFailed(f"{changed}: {error}") from error


def _next_stop(previous: str | None) -> str:
    """The revision at which the transaction ends that begins at this one."""
    scripts = ScriptDirectory.from_config(_configuration())
    ahead = list(scripts.iterate_revisions("head", previous or "base"))
    stops = [each.revision for each in ahead if getattr(each.module, "commit_after", False)]
    return stops[-1] if stops else "head"


def _said(error: exc.DBAPIError) -> str:
    """What Postgres said, in its own words."""
    fields = error.orig.args[0] if error.orig and error.orig.args else None
    return str(fields.get("M", fields) if isinstance(fields, dict) else error.orig)


def current_revision(open_connection: Connection) -> str | None:
    """The revision of the database's schema, or None for an empty database."""
    return MigrationContext.configure(open_connection).get_current_revision()


def head_revision() -> str | None:
    """The revision of the code's schema."""
    return ScriptDirectory.from_config(_configuration()).get_current_head()


def check_schema() -> None:
    """Compare the database's schema with the code's; one of a later release serves the code before it too.

    Raises:
        DatabaseUnavailable: Postgres cannot be reached, or its schema is older than the code.
    """
    with autocommit() as open_connection:
        current, head = current_revision(open_connection), head_revision()
    if current != head and not _is_of_a_later_release(current):
        raise DatabaseUnavailable(f"the schema is at {current}, the code's at {head}: invoke migrate")


def _is_of_a_later_release(revision: str | None) -> bool:
    """Whether the database has seen a migration that this code does not know."""
    scripts = ScriptDirectory.from_config(_configuration()).walk_revisions()
    return revision is not None and revision not in {script.revision for script in scripts}


def _configuration() -> Config:
    return Config(str(_CONFIGURATION))
