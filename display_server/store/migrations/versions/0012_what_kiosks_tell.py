"""Papers and ways online of each service; the look of the hall's kiosks."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("halls", sa.Column("kiosk_look", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("services", sa.Column("guidance", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))


def downgrade() -> None:
    op.drop_column("services", "guidance")
    op.drop_column("halls", "kiosk_look")
