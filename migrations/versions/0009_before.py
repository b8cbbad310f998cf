"""The first of two steps to partitions: no row of today's table has an id of the week after next.

The table becomes a partition of the new one, rows and indexes as they are. What allows that is a constraint
on its ids. Here it is made for new rows, which takes a lock for a moment; the next step reads the old rows
while the service goes on. In between the service has nine days: then rows would be refused.
"""

import time

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

commit_after = True
"""Its lock is given back before the next step begins."""

_DAYS = 9


def upgrade() -> None:
    """Add the constraint."""
    end = (time.time_ns() // 10**9 // 86_400 + _DAYS) * 86_400_000  # a midnight, in milliseconds
    low = f"{end << 80:032x}"
    uuid = f"{low[:8]}-{low[8:12]}-{low[12:16]}-{low[16:20]}-{low[20:]}"
    op.execute(f"ALTER TABLE results ADD CONSTRAINT results_before_check CHECK (id < '{uuid}') NOT VALID")


def downgrade() -> None:
    """Drop it."""
    op.execute("ALTER TABLE results DROP CONSTRAINT results_before_check")
