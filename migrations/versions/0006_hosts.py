"""The hosts that are not to be asked by everyone at the moment."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), primary_key=True),
        sa.Column("paused_until", sa.DateTime(timezone=True)),
        sa.Column("refusals", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("held_by", sa.Uuid()),
        sa.Column("held_until", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    """Drop it: nothing of it lasts longer than an hour."""
    op.drop_table("hosts")
