"""What became of each ticket's slip, how each kiosk is, where it stands, and the hall's own layout of the ticket."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("paper", sa.String(length=14), nullable=True))
    op.add_column("halls", sa.Column("kiosks", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("halls", sa.Column("ticket_layout", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "devices",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("health", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_devices_token_id")),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_devices_hall_id")),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_devices")),
    )
    op.create_index(op.f("ix_devices_hall_id"), "devices", ["hall_id"])


def downgrade() -> None:
    op.drop_table("devices")
    with op.batch_alter_table("halls") as halls:
        halls.drop_column("ticket_layout")
        halls.drop_column("kiosks")
    with op.batch_alter_table("tickets") as tickets:
        tickets.drop_column("paper")
