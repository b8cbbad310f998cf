"""A connection of pg8000's that asks Postgres once for each statement, where pg8000 itself asks three times.

Nothing of a statement depends on what Postgres says of it before it runs: parsing, binding and executing can
go together (PostgreSQL's documentation, section 54.2.3, "Extended Query"). So can the BEGIN before the first
statement of a transaction. And statements come with Postgres's own placeholders, `$1`: for those of another
style pg8000 looks at each character.
"""

import time
from collections.abc import Sequence
from typing import Any

import pg8000.dbapi
from pg8000.converters import make_params
from pg8000.core import NULL_BYTE, SYNC_MSG, Context, _flush, _write

_BEGIN = "begin transaction"  # as pg8000's cursor says it, with its next statement at once


PARAMSTYLE = "numeric_dollar"
"""SQLAlchemy's name of the placeholders that the cursors take."""


class PipelinedConnection(pg8000.dbapi.Connection):  # type: ignore[misc]  # pg8000 has no types
    """Sends what belongs together in one piece, and then reads the answers."""

    _begun: Any = None
    _last_used: tuple[float, float] | None = None

    def note_use(self) -> None:
        """Remember that it answered now."""
        self._last_used = (time.monotonic(), time.time())

    def was_just_used(self, seconds: float) -> bool:
        """Whether it has answered within so many seconds.

        By two clocks, as one of them may stand still while an environment of Lambda is frozen.
        """
        if self._last_used is None:
            return False
        now = (time.monotonic(), time.time())
        return all(0 <= clock - last < seconds for clock, last in zip(now, self._last_used, strict=True))

    def cursor(self) -> "_Cursor":
        """A new cursor on this connection."""
        return _Cursor(self)

    def execute_simple(self, statement: str) -> Any:
        """Run a statement without parameters; a BEGIN waits for the statement after it."""
        context = Context(statement)
        self.send_QUERY(statement)
        if statement == _BEGIN:
            self._begun = context
        else:
            self._read_answers(context)
        return context

    def execute_unnamed(self, statement: str, vals: Any = (), oids: Any = (), stream: Any = None) -> Any:
        """Run a statement with its parameters."""
        context = Context(statement, stream=stream)
        params = make_params(self.py_types, vals)
        self.send_PARSE(NULL_BYTE, statement, oids)
        self.send_DESCRIBE_STATEMENT(NULL_BYTE)
        self.send_BIND(NULL_BYTE, params)
        self.send_EXECUTE()
        _write(self._sock, SYNC_MSG)
        self._read_answers(context)
        return context

    def _read_answers(self, context: Any) -> None:
        _flush(self._sock)
        if self._begun is not None:
            begun, self._begun = self._begun, None
            self.handle_messages(begun)
        self.handle_messages(context)


class _Cursor(pg8000.dbapi.Cursor):  # type: ignore[misc]  # pg8000 has no types
    """Hands statements on as they are."""

    _input_oids: Sequence[int]

    def execute(self, operation: str, args: Sequence[Any] = (), stream: Any = None) -> None:
        """Run a statement with its parameters, after a BEGIN if it is the first of a transaction."""
        connection = self._c
        if not args or stream is not None or connection is None:
            super().execute(operation, args, stream)
            return
        if not connection._in_transaction and not connection.autocommit:
            connection.execute_simple(_BEGIN)
        self._context = connection.execute_unnamed(operation, vals=args, oids=self._input_oids)
        self._row_iter = None if self._context.rows is None else iter(self._context.rows)
        self._input_oids = ()
