"""The words of pages with very many, which are kept but not searched for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; rows of before have all their words in the other one."""
    op.add_column("results", sa.Column("more_words", JSONB(), nullable=True))


def downgrade() -> None:
    """Drop it, and with it those words."""
    op.drop_column("results", "more_words")
