"""Rows of texts that were pasted: they have no URL."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let rows have no URL."""
    op.alter_column("results", "url", nullable=True)


def downgrade() -> None:
    """Drop the rows that have none, and let there be no more."""
    op.execute("DELETE FROM results WHERE url IS NULL")
    op.alter_column("results", "url", nullable=False)
