"""The texts of pages, compressed: what words in context are read from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; rows of before keep no text."""
    op.add_column("results", sa.Column("texts", sa.LargeBinary(), nullable=True))
    op.add_column("results", sa.Column("text_cut", sa.Boolean(), nullable=True))
    # zlib has compressed them: Postgres need not try again.
    op.execute("ALTER TABLE results ALTER COLUMN texts SET STORAGE EXTERNAL")


def downgrade() -> None:
    """Drop them, and with them the texts."""
    op.drop_column("results", "text_cut")
    op.drop_column("results", "texts")
