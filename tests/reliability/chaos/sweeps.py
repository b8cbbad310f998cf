"""The sweep under load: two at a time, late, and over rows whose time has been over for long."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chalicelib import ids
from chalicelib.results.partitions import DEFAULT
from local.postgres import Postgres
from tests.reliability.chaos.database import change, query

RETENTION_DAYS = 20
_ROOT = Path(__file__).parents[3]
_SWEEP = "import app; app.sweep({}, None)"
_OVER = 50
_INSERT = """
    INSERT INTO results (id, url, attempts, finished_at, problem)
    VALUES ('{}', 'http://127.0.0.1/over', 1, now(), '{{"type": "problems/gone", "title": "", "detail": ""}}')
"""


class Sweeps:
    """The sweep of a database whose last one was long ago: it has no partition, and rows of long ago.

    Args:
        postgres: the server, with the schema of this release and no row.
    """

    def __init__(self, postgres: Postgres) -> None:
        self._postgres = postgres
        for (name,) in query(
            postgres, "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'results'::regclass"
        ):
            if name != DEFAULT:
                change(postgres, f"DROP TABLE {name}")
        now = datetime.now(UTC)
        self._over = [
            ids.issue(int((now - timedelta(days=RETENTION_DAYS + 1 + number)).timestamp() * 1000)).id
            for number in range(_OVER)
        ]
        for job_id in self._over:
            change(postgres, _INSERT.format(job_id))

    def run_twice(self) -> bool:
        """Sweep in two processes at the same time; whether one of them came to an end."""
        both = [_begun(), _begun()]
        return 0 in [each.wait() for each in both]

    def left(self) -> int:
        """Sweep once more; how many rows there are then whose time is over, or that have no partition."""
        if _begun().wait():
            return len(self._over)
        over = ", ".join(f"'{job_id}'" for job_id in self._over)
        ((old,),) = query(self._postgres, f"SELECT count(*) FROM results WHERE id IN ({over})")
        ((loose,),) = query(self._postgres, f"SELECT count(*) FROM {DEFAULT}")
        return int(old) + int(loose)


def _begun() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", _SWEEP], cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
