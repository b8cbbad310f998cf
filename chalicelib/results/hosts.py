"""The table of hosts: which want to be left alone, and which one batch has to itself.

Only workers write it, and only where a host refuses or has several pages in one batch. What holds for the
requests of one batch (`counting.fetching.turns`) so holds for all batches together.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, SmallInteger, Text, Uuid, delete, text, update
from sqlalchemy.orm import Mapped, mapped_column

from chalicelib.errors import TurnMissed
from chalicelib.results.database import connection
from chalicelib.results.models import Base


class Host(Base):
    """A host that is not to be asked by everyone at the moment."""

    __tablename__ = "hosts"

    host: Mapped[str] = mapped_column(Text, primary_key=True)
    paused_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Until when it wants to be left alone."""
    refusals: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    """How often in a row it has said so: each time it is left alone for twice as long."""
    held_by: Mapped[UUID | None] = mapped_column(Uuid)
    """The batch that has the host to itself."""
    held_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


LONGEST_PAUSE = 900
"""Seconds: as long as a queue holds a job back."""
_FORGOTTEN_AFTER = "5 minutes"  # of no refusal, the next one is the first

_LEFT_ALONE = "the site asked to be left alone for a while"
_IN_USE = "other pages of the same site are being read"

_PAUSED = text("""
    SELECT host, extract(epoch FROM paused_until - now()) FROM hosts
    WHERE host = ANY(:hosts) AND paused_until > now()
""")
_HELD = text("""
    SELECT host FROM hosts
    WHERE host = ANY(:hosts) AND held_until > now() AND held_by <> :batch
""")
_HOLD = text("""
    INSERT INTO hosts (host, held_by, held_until)
    SELECT host, :batch, now() + make_interval(secs => :seconds) FROM unnest(CAST(:hosts AS text[])) AS host
    ORDER BY host
    ON CONFLICT (host) DO UPDATE SET held_by = excluded.held_by, held_until = excluded.held_until
    WHERE hosts.held_until IS NULL OR hosts.held_until <= now()
""")
_REFUSE = text(f"""
    INSERT INTO hosts (host, paused_until, refusals)
    VALUES (:host, now() + make_interval(secs => :seconds), 1)
    ON CONFLICT (host) DO UPDATE SET
        refusals = CASE WHEN hosts.paused_until > now() - interval '{_FORGOTTEN_AFTER}'
            THEN least(hosts.refusals + 1, 10) ELSE 1 END,
        paused_until = greatest(hosts.paused_until, now() + make_interval(secs => greatest(:seconds,
            CASE WHEN hosts.paused_until > now() - interval '{_FORGOTTEN_AFTER}'
            THEN least(:seconds * power(2, hosts.refusals), {LONGEST_PAUSE}) ELSE 0 END)))
""")  # noqa: S608  both are constants


def enter(batch: UUID, hosts: Mapping[str, int], *, seconds: float) -> dict[str, TurnMissed]:
    """Begin to ask hosts; returns those that are not to be asked by this batch, and why.

    Args:
        batch: an id of the batch.
        hosts: how many pages of each host the batch has. One with several is this batch's own, unless
            another has it already.
        seconds: after how long this batch is taken for dead.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    with connection() as open_connection:
        paused = open_connection.execute(_PAUSED, {"hosts": [*hosts]})
        away = {host: TurnMissed(_LEFT_ALONE, retry_after=float(left)) for host, left in paused}
        if busy := sorted(host for host, pages in hosts.items() if pages > 1 and host not in away):
            open_connection.execute(_HOLD, {"hosts": busy, "batch": batch, "seconds": seconds})
        held = open_connection.scalars(_HELD, {"hosts": [*hosts], "batch": batch})
        return {host: TurnMissed(_IN_USE) for host in held} | away


def pause_of(host: str) -> float:
    """For how many seconds more a host wants to be left alone.

    Raises:
        DatabaseUnavailable: it cannot be told.
    """
    with connection() as open_connection:
        paused = open_connection.execute(_PAUSED, {"hosts": [host]}).all()
    return float(paused[0][1]) if paused else 0.0


def leave(batch: UUID, refused: Mapping[str, float]) -> None:
    """Let other batches ask the hosts that were this one's own, but those that refused.

    Args:
        refused: the hosts that asked to be left alone, and for how many seconds.

    Raises:
        DatabaseUnavailable: nothing was written; holds end by themselves.
    """
    with connection() as open_connection:
        for host, seconds in sorted(refused.items()):
            open_connection.execute(_REFUSE, {"host": host, "seconds": min(seconds, LONGEST_PAUSE)})
        own = Host.held_by == batch
        open_connection.execute(delete(Host).where(own, Host.paused_until.is_(None)))
        open_connection.execute(update(Host).where(own).values(held_by=None, held_until=None))
        open_connection.execute(
            text("DELETE FROM hosts WHERE greatest(paused_until, held_until) < now() - interval '1 hour'")
        )
