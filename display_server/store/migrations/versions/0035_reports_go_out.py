"""Reports that a hall sends by themselves, and to whom each went."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("reports", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "report_deliveries",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=63), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("to", sa.String(length=200), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_report_deliveries_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "report", "first_day", "to", name=op.f("pk_report_deliveries")),
    )


def downgrade() -> None:
    op.drop_table("report_deliveries")
    op.drop_column("halls", "reports")
