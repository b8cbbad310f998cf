"""The index behind `GET /words/{word}`: which pages contain a word.

Building it keeps the worker from writing, not the API from reading: jobs whose results are refused
meanwhile stay in the queue.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "results_words_idx",
        "results",
        ["words"],
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": "1024"},
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("results_words_idx", table_name="results")
