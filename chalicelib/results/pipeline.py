"""A connection of pg8000's that asks Postgres once for each statement, where pg8000 itself asks three times.

Nothing of a statement depends on what Postgres says of it before it runs: parsing, binding and executing can
go together (PostgreSQL's documentation, section 54.2.3, "Extended Query"). So can the BEGIN before the first
statement of a transaction.
"""

from typing import Any

import pg8000.dbapi
from pg8000.converters import make_params
from pg8000.core import NULL_BYTE, SYNC_MSG, Context, _flush, _write

_BEGIN = "begin transaction"  # as pg8000's cursor says it, with its next statement at once


class PipelinedConnection(pg8000.dbapi.Connection):  # type: ignore[misc]  # pg8000 has no types
    """Sends what belongs together in one piece, and then reads the answers."""

    _begun: Any = None

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
