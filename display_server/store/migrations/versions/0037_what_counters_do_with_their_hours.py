"""What counters did with the opening hours of each day; services given to counters for a while; officers called;
alerts sent out; what displays and tablets were heard of last."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from display_server.store.models import Instant

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "counter_times",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("officer", sa.String(length=200), nullable=False),
        sa.Column("spent", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("microseconds", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_counter_times_hall_id")),
        sa.PrimaryKeyConstraint(
            *("hall_id", "day", "counter", "officer", "spent", "reason"), name=op.f("pk_counter_times")
        ),
    )
    op.create_table(
        "given_services",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("counter", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("service", sa.String(length=63), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.Column("given_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_given_services_hall_id")),
        sa.ForeignKeyConstraint(
            ["hall_id", "counter"],
            ["counters.hall_id", "counters.number"],
            name=op.f("fk_given_services_hall_id_counter"),
        ),
        sa.ForeignKeyConstraint(
            ["hall_id", "service"],
            ["services.hall_id", "services.slug"],
            name=op.f("fk_given_services_hall_id_service"),
        ),
        sa.PrimaryKeyConstraint("hall_id", "counter", "service", name=op.f("pk_given_services")),
    )
    op.add_column("counters", sa.Column("officer_called_at", Instant(), nullable=True))
    op.add_column("counters", sa.Column("officer_called_by", sa.String(length=200), nullable=True))
    op.add_column("counters", sa.Column("officer_call", sa.String(length=200), nullable=True))
    op.create_table(
        "alert_deliveries",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("to", sa.String(length=500), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("fault", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_alert_deliveries_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "seq", "nth", "to", name=op.f("pk_alert_deliveries")),
    )
    op.create_table(
        "screens",
        sa.Column("token_id", sa.Integer(), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("heard_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_screens_hall_id")),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_screens_token_id")),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_screens")),
    )
    op.create_index(op.f("ix_screens_hall_id"), "screens", ["hall_id"])
    # The days that were added up before this was known are added up once more.
    op.execute(sa.text("UPDATE rolled_periods SET stale = :yes WHERE grain = 'day'").bindparams(yes=True))


def downgrade() -> None:
    op.drop_table("screens")
    op.drop_table("alert_deliveries")
    for column in ("officer_call", "officer_called_by", "officer_called_at"):
        op.drop_column("counters", column)
    op.drop_table("given_services")
    op.drop_table("counter_times")
