"""The language that who sends a job says its page is in: such a row is no copy for other jobs of its page."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

commit_after = True
"""Its lock keeps readers out, and the next step takes long."""


def upgrade() -> None:
    """Add the column."""
    op.add_column("results", sa.Column("asked_language", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("results", "asked_language")
