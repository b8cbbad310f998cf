"""Which jobs were made under an `Idempotency-Key`."""

from uuid import UUID

from sqlalchemy import select

from chalicelib.results.database import autocommit
from chalicelib.results.models import Result

_TABLE = Result.__table__


def made_under(mark: int, milliseconds: int) -> set[UUID]:
    """The ended jobs of the requests that came with a key.

    Args:
        mark: the key's hash.
        milliseconds: the key's time, which is that of the ids.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    first, last = UUID(int=milliseconds << 80), UUID(int=((milliseconds + 1) << 80) - 1)
    query = select(_TABLE.c.id).where(_TABLE.c.id.between(first, last), _TABLE.c.idempotency_mark == mark)
    with autocommit() as open_connection:
        return set(open_connection.scalars(query))
