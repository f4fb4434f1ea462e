"""How a hall speaks, and how far the loudspeaker of each zone has come."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("voice", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "zone_voices",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(63), nullable=False),
        sa.Column("said_seq", sa.BigInteger(), nullable=False),
        sa.Column("speaker", sa.String(64), nullable=True),
        sa.Column("rank", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_zone_voices_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "zone", name=op.f("pk_zone_voices")),
    )


def downgrade() -> None:
    op.drop_table("zone_voices")
    op.drop_column("halls", "voice")
