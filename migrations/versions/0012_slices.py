"""The index of words knows the time too: of a word that many pages have, the newest are found at once.

Building it keeps the worker from writing, not the API from reading: jobs wait in the queue. Where there are
so many rows that this takes minutes, the same index can be built on each partition before, concurrently and
by hand (docs/operations.md): it is then found here, and nothing is left to build.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SLICES = "(ARRAY[left(CAST(id AS text), 6), left(CAST(id AS text), 7)])"


def upgrade() -> None:
    """Make the new index, and only then drop the old one, which locks out readers too."""
    op.execute(
        f"CREATE INDEX results_slices_words_idx ON results USING gin ({_SLICES}, words) "
        "WITH (gin_pending_list_limit = 1024)"
    )
    op.execute("DROP INDEX results_words_idx")


def downgrade() -> None:
    """Make the old index again."""
    op.execute(
        "CREATE INDEX results_words_idx ON results USING gin (words) WITH (gin_pending_list_limit = 1024)"
    )
    op.execute("DROP INDEX results_slices_words_idx")
