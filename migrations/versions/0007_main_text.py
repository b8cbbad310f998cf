"""What is counted of a page's main text, and the version of the rules that a row was counted by."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON, JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COLUMNS: dict[str, Any] = {
    "rules": sa.SmallInteger(),
    "no_main": sa.Text(),
    "main_summary": JSON(),
    "main_words": JSONB(),
    "main_stop_words": JSONB(),
    "main_spellings": JSONB(),
    "main_phrases": JSON(),
}


def upgrade() -> None:
    """Add the columns, empty: of what was counted before, nothing is known of a main text."""
    for name, kind in _COLUMNS.items():
        op.add_column("results", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Drop them."""
    for name in _COLUMNS:
        op.drop_column("results", name)
