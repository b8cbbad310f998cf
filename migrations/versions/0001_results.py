"""The table of results: a row for each job that has ended."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON, JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("problem", JSON(), nullable=True),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("summary", JSON(), nullable=True),
        sa.Column("words", JSONB(), nullable=True),
        sa.Column("stop_words", JSONB(), nullable=True),
        sa.Column("spellings", JSONB(), nullable=True),
        sa.Column("phrases", JSON(), nullable=True),
        sa.CheckConstraint(
            "(problem IS NULL) = (words IS NOT NULL)", name=op.f("results_problem_or_words_check")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("results_pkey")),
    )
    op.create_index(
        "results_url_history_idx", "results", [sa.literal_column("hashtextextended(url, 0)"), "id"]
    )


def downgrade() -> None:
    """Drop the table, and with it all results."""
    op.drop_index("results_url_history_idx", table_name="results")
    op.drop_table("results")
