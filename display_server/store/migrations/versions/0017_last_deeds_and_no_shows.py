"""What a counter did last, and who did not come, found without reading a whole day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.drop_index("ix_journal_day", "journal")
    op.create_index("ix_journal_day", "journal", ["hall_id", "day", "counter", "seq", "nth"])
    missed = sa.text("state = 'no_show'")
    op.create_index(
        "ix_tickets_missed", "tickets", ["hall_id", "day", "ended_at"], sqlite_where=missed, postgresql_where=missed
    )


def downgrade() -> None:
    op.drop_index("ix_tickets_missed", "tickets")
    op.drop_index("ix_journal_day", "journal")
    op.create_index("ix_journal_day", "journal", ["hall_id", "day"])
