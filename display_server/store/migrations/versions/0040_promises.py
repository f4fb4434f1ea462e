"""What past days taught of waits; what phones told of them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from display_server.store.models import Instant

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "estimators",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("judged_until", sa.Date(), nullable=False),
        sa.Column("learnt_until", sa.Date(), nullable=True),
        sa.Column("trained_at", Instant(), nullable=False),
        sa.Column("figures", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("in_use", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_estimators_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "version", name=op.f("pk_estimators")),
    )
    op.create_table(
        "phone_promises",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("promise", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_phone_promises_hall_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_phone_promises_ticket_id")),
        sa.PrimaryKeyConstraint("hall_id", "ticket_id", "at", name=op.f("pk_phone_promises")),
    )


def downgrade() -> None:
    op.drop_table("phone_promises")
    op.drop_table("estimators")
