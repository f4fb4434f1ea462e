"""When a hall last changed, so that a clock that is put back cannot turn the journal's time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE halls SET changed_at = (SELECT max(at) FROM journal WHERE journal.hall_id = halls.id)")


def downgrade() -> None:
    with op.batch_alter_table("halls") as halls:
        halls.drop_column("changed_at")
