"""What tablets ask beyond the four faces, as the hall's file has it; and ratings that their citizen took back."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("rating", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("ratings", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("ratings", "withdrawn_at")
    op.drop_column("halls", "rating")
