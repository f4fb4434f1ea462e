"""Sessions that the server can end, and the life of accounts: first password, second factor, departments, disabling."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.alter_column("role", existing_type=sa.String(10), type_=sa.String(20), existing_nullable=False)
        users.add_column(sa.Column("departments", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        users.add_column(sa.Column("must_change_password", sa.Boolean(), server_default=sa.false(), nullable=False))
        users.add_column(sa.Column("second_factor", sa.String(length=64), nullable=True))
        users.add_column(sa.Column("last_step", sa.BigInteger(), nullable=True))
        users.add_column(sa.Column("last_sign_in_at", sa.DateTime(timezone=True), nullable=True))
        users.add_column(sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "recovery_codes",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id")),
        sa.PrimaryKeyConstraint("user_id", "digest", name=op.f("pk_recovery_codes")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("token_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(user_id IS NULL) <> (token_id IS NULL)", name=op.f("ck_sessions_somebodys")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_sessions_token_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_sessions_digest")),
    )
    for column in ("user_id", "token_id", "expires_at"):
        op.create_index(op.f(f"ix_sessions_{column}"), "sessions", [column])
    access = op.create_table(
        "access",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access")),
    )
    op.bulk_insert(access, [{"id": 1, "changes": 0}])


def downgrade() -> None:
    for table in ("access", "sessions", "recovery_codes"):
        op.drop_table(table)
    with op.batch_alter_table("users") as users:
        for column in (
            *("disabled_at", "last_sign_in_at", "last_step", "second_factor"),
            *("must_change_password", "departments"),
        ):
            users.drop_column(column)
