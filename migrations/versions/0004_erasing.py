"""What says that a job was erased, and which requests are the same."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns, empty."""
    op.add_column("results", sa.Column("idempotency_mark", sa.BigInteger(), nullable=True))
    op.add_column("results", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them: what was erased then reads as failed."""
    op.drop_column("results", "erased_at")
    op.drop_column("results", "idempotency_mark")
