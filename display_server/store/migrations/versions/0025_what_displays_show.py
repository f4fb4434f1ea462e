"""What each hall display shows: as the hall's file has it, and as a manager has set it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("displays", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "display_settings",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("layout", sa.String(length=10), nullable=False),
        sa.Column("zone", sa.String(length=63), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_display_settings_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "name", name=op.f("pk_display_settings")),
    )


def downgrade() -> None:
    op.drop_table("display_settings")
    op.drop_column("halls", "displays")
