"""The table in partitions by range of id, that is of time; today's table becomes the first of them.

No row is copied. Reading the old rows, so that Postgres knows where they belong, keeps nobody out; the rest
takes a lock for some milliseconds. What a statement waits for meanwhile, it finds in the new table.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_URL_HISTORY = "CREATE INDEX results_url_history_idx ON results (hashtextextended(url, 0), id)"
_WORDS = "CREATE INDEX results_words_idx ON results USING gin (words) WITH (gin_pending_list_limit = 1024)"


def upgrade() -> None:
    """Make the new table with the old one as a partition, and one for what belongs to no other."""
    op.execute("ALTER TABLE results VALIDATE CONSTRAINT results_before_check")
    end = _end_of_old_rows()
    op.execute("ALTER TABLE results RENAME TO results_before")
    op.execute("ALTER TABLE results_before RENAME CONSTRAINT results_pkey TO results_before_pkey")
    for index in ("url_history_idx", "words_idx"):
        op.execute(f"ALTER INDEX results_{index} RENAME TO results_before_{index}")
    op.execute(
        "CREATE TABLE results (LIKE results_before "
        "INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE) PARTITION BY RANGE (id)"
    )
    op.execute("ALTER TABLE results DROP CONSTRAINT results_before_check")
    op.execute("ALTER TABLE results ADD CONSTRAINT results_pkey PRIMARY KEY (id)")
    op.execute(_URL_HISTORY)
    op.execute(_WORDS)
    if op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT FROM results_before)")):
        op.execute(
            f"ALTER TABLE results ATTACH PARTITION results_before FOR VALUES FROM (MINVALUE) TO ('{end}')"
        )
        op.execute("ALTER TABLE results_before DROP CONSTRAINT results_before_check")
    else:
        op.execute("DROP TABLE results_before")
    op.execute("CREATE TABLE results_default PARTITION OF results DEFAULT")


def downgrade() -> None:
    """Copy all rows into one table again; this keeps everyone out while it lasts."""
    op.execute("ALTER TABLE results RENAME TO results_parted")
    op.execute("ALTER TABLE results_parted RENAME CONSTRAINT results_pkey TO results_parted_pkey")
    for index in ("url_history_idx", "words_idx"):
        op.execute(f"ALTER INDEX results_{index} RENAME TO results_parted_{index}")
    op.execute(
        "CREATE TABLE results "
        "(LIKE results_parted INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)"
    )
    op.execute("INSERT INTO results SELECT * FROM results_parted")
    op.execute("DROP TABLE results_parted")
    op.execute("ALTER TABLE results ADD CONSTRAINT results_pkey PRIMARY KEY (id)")
    op.execute(_URL_HISTORY)
    op.execute(_WORDS)
    op.execute("ALTER TABLE results ADD CONSTRAINT results_before_check CHECK (true)")


def _end_of_old_rows() -> str:
    """The id from which on no old row can be, as the constraint of the step before has it."""
    query = sa.text(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'results_before_check'"
    )
    (found,) = re.findall(r"'([0-9a-f-]{36})'", op.get_bind().scalar(query))
    return str(found)
