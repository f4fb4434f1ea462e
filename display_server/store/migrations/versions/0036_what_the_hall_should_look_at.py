"""Alerts and who has seen them; services that are stopped for a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from display_server.store.models import Instant

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("alerts", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "alerts",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("acknowledged_by", sa.String(length=200), nullable=True),
        sa.Column("acknowledged_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_alerts_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "kind", "place", name=op.f("pk_alerts")),
    )
    op.create_table(
        "stopped_services",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=63), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_stopped_services_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "service", name=op.f("pk_stopped_services")),
    )


def downgrade() -> None:
    op.drop_table("stopped_services")
    op.drop_table("alerts")
    op.drop_column("halls", "alerts")
