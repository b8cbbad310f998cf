"""The harness's own connections to the database, each for one statement."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pg8000.dbapi

from local.postgres import Postgres


def query(postgres: Postgres, statement: str) -> list[Any]:
    """The rows of a query, on a connection of its own."""
    return _run(postgres, statement, lambda cursor: list(cursor.fetchall()))


def change(postgres: Postgres, statement: str) -> None:
    """Run a statement that gives no rows."""
    _run(postgres, statement, lambda _: [])


def _run(postgres: Postgres, statement: str, read: Callable[[Any], list[Any]]) -> list[Any]:
    user, password = postgres.url.partition("://")[2].partition("@")[0].split(":")
    connection = pg8000.dbapi.connect(
        user=user, password=password, host="127.0.0.1", port=postgres.port, database=user,
        timeout=60, ssl_context=False,
    )  # fmt: skip
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return read(cursor)
    finally:
        with suppress(pg8000.dbapi.Error, OSError):
            connection.close()
