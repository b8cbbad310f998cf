"""${message}

Expand first, contract a deploy later (docs/operations.md, "Migrations"). The code of the release before
this one keeps running on the schema that this migration leaves, while it is deployed and when it is rolled
back: add what is nullable or has a default; drop or tighten only what no release since the last one uses.
And this release's code runs on the schema before it, until `migrate` has run: what it cannot do without
comes a release earlier.
"""

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
