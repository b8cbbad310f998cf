"""Migrations: safe to repeat, one at a time, all or nothing, and the same as the models."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

import app
from chalicelib.errors import DatabaseUnavailable, MigrationFailed
from chalicelib.results import migrate as module
from chalicelib.results.database import connection, engine
from chalicelib.results.migrate import Migration, check_schema, head_revision, migrate
from chalicelib.results.models import Base
from chalicelib.results.partitions import is_described
from tests.service import until


@pytest.fixture
def empty(database):
    """A database without a schema."""
    with connection() as open_connection:
        open_connection.execute(text("DROP SCHEMA public CASCADE"))
        open_connection.execute(text("CREATE SCHEMA public"))
    return database


def tables() -> set[str]:
    with connection() as open_connection:
        return set(inspect(open_connection).get_table_names())


def test_an_empty_database_is_brought_to_the_head_and_then_left_alone(empty):
    assert migrate() == Migration(None, head_revision())
    assert {"results", "results_default", "hosts", "alembic_version"} <= tables()
    assert migrate() == Migration(head_revision(), head_revision())


def test_the_function_returns_where_it_went_from_and_to(empty):
    assert app.migrate({}, None) == {"previous": None, "current": head_revision()}


def test_the_models_and_the_migrations_do_not_drift(database):
    with connection() as open_connection:
        configuration = module._configuration()
        configuration.attributes["connection"] = open_connection
        command.check(configuration)  # raises where it would generate a migration; partitions are none


def test_drift_would_be_found(database):
    with connection() as open_connection:
        open_connection.execute(text("ALTER TABLE results DROP COLUMN title"))
        open_connection.execute(text("DROP INDEX results_url_history_idx"))
        context = MigrationContext.configure(open_connection, opts={"include_name": is_described})
        assert len(compare_metadata(context, Base.metadata)) == 2


def test_every_migration_can_be_taken_back_and_run_again(database):
    configuration = module._configuration()
    with connection() as open_connection:
        configuration.attributes["connection"] = open_connection
        command.downgrade(configuration, "base")
    assert tables() == {"alembic_version"}
    assert migrate().current == head_revision()


def test_of_many_at_once_one_migrates_and_all_end_well(empty):
    done, errors = [], []

    def run():
        try:
            done.append(migrate())
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert [migration.previous for migration in done].count(None) == 1


def test_a_held_lock_fails_it_soon_and_in_words(empty, monkeypatch):
    monkeypatch.setattr(module, "_LOCK_TIMEOUT", "100ms")
    other = create_engine(engine().url)
    with other.begin() as holder:
        holder.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": module.LOCK})
        with pytest.raises(MigrationFailed, match="held a lock"):
            migrate()
    other.dispose()
    assert tables() == set()


KILLED = """
from sqlalchemy import text
from chalicelib.results import migrate as module
def upgrade(configuration, _revision):
    configuration.attributes["connection"].execute(text("SELECT pg_sleep(300)"))
module.command.upgrade = upgrade
module.migrate()
"""


def test_who_migrates_and_is_killed_keeps_nobody_out_for_long(empty):
    def sleeping() -> int:
        with connection() as open_connection:
            return open_connection.scalar(
                text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'")
            )

    killed = subprocess.Popen([sys.executable, "-c", KILLED], cwd=Path(__file__).parents[2])
    until(sleeping)
    killed.kill()
    killed.wait()
    until(lambda: not sleeping())
    assert migrate().current == head_revision()


def test_a_failing_migration_raises_and_changes_nothing(empty):
    with connection() as open_connection:
        open_connection.execute(text("CREATE TABLE results (id int)"))
    with pytest.raises(MigrationFailed, match=r'^nothing was changed: relation "results" already exists$'):
        app.migrate({}, None)
    assert tables() == {"results"}


def test_a_database_of_a_later_release_is_left_alone_and_served(database):
    # What a rollback meets: the earlier tag's code on the schema of the release that was taken back.
    with connection() as open_connection:
        open_connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert migrate() == Migration("9999", "9999")
    check_schema()


def test_a_database_of_an_earlier_release_is_not_served_as_whole(empty):
    with pytest.raises(DatabaseUnavailable, match="invoke migrate"):
        check_schema()


def test_without_a_database_it_raises(database):
    database.stop()
    try:
        with pytest.raises(DatabaseUnavailable):
            app.migrate({}, None)
    finally:
        database.start()
