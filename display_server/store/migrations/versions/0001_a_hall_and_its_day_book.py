"""A hall and its day-book."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "halls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=63), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("hotline", sa.String(length=40), nullable=True),
        sa.Column("dossier_code_pattern", sa.Text(), nullable=True),
        sa.Column("opening_hours", sa.JSON(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_halls")),
        sa.UniqueConstraint("slug", name=op.f("uq_halls_slug")),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("hall", sa.String(length=63), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_tokens_digest")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("hall", sa.String(length=63), nullable=True),
        sa.Column("password_hash", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "number_series",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_number_series_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "day", "prefix", name=op.f("pk_number_series")),
    )
    op.create_table(
        "priority_classes",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=63), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("head_start_seconds", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_priority_classes_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "slug", name=op.f("pk_priority_classes")),
    )
    op.create_table(
        "zones",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=63), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_zones_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "slug", name=op.f("pk_zones")),
    )
    op.create_table(
        "counters",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(length=63), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("officer", sa.String(length=200), nullable=True),
        sa.Column("pause_reason", sa.String(length=200), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (officer IS NULL)", name=op.f("ck_counters_closed_has_no_officer")),
        sa.ForeignKeyConstraint(
            ["hall_id", "zone"], ["zones.hall_id", "zones.slug"], name=op.f("fk_counters_hall_id_zone")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_counters_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "number", name=op.f("pk_counters")),
    )
    op.create_table(
        "departments",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=63), nullable=False),
        sa.Column("zone", sa.String(length=63), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall_id", "zone"], ["zones.hall_id", "zones.slug"], name=op.f("fk_departments_hall_id_zone")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_departments_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "slug", name=op.f("pk_departments")),
    )
    op.create_table(
        "services",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=63), nullable=False),
        sa.Column("department", sa.String(length=63), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("expected_seconds", sa.Integer(), nullable=False),
        sa.Column("target_wait_seconds", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hall_id", "department"],
            ["departments.hall_id", "departments.slug"],
            name=op.f("fk_services_hall_id_department"),
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_services_hall_id")),
        sa.PrimaryKeyConstraint("hall_id", "slug", name=op.f("pk_services")),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("service", sa.String(length=63), nullable=False),
        sa.Column("priority_class", sa.String(length=63), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("dossiers", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rank", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_seq", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state NOT IN ('called', 'serving') OR counter IS NOT NULL", name=op.f("ck_tickets_at_a_counter")
        ),
        sa.ForeignKeyConstraint(
            ["hall_id", "counter"], ["counters.hall_id", "counters.number"], name=op.f("fk_tickets_hall_id_counter")
        ),
        sa.ForeignKeyConstraint(
            ["hall_id", "priority_class"],
            ["priority_classes.hall_id", "priority_classes.slug"],
            name=op.f("fk_tickets_hall_id_priority_class"),
        ),
        sa.ForeignKeyConstraint(
            ["hall_id", "service"], ["services.hall_id", "services.slug"], name=op.f("fk_tickets_hall_id_service")
        ),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_tickets_hall_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("hall_id", "day", "number", name=op.f("uq_tickets_hall_id_day_number")),
        sa.UniqueConstraint("token", name=op.f("uq_tickets_token")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tickets_calls",
            ["hall_id", "day", "call_seq"],
            unique=False,
            sqlite_where=sa.text("call_seq IS NOT NULL"),
            postgresql_where=sa.text("call_seq IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_tickets_counter",
            ["hall_id", "day", "counter"],
            unique=False,
            sqlite_where=sa.text("counter IS NOT NULL"),
            postgresql_where=sa.text("counter IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_tickets_waiting",
            ["hall_id", "day", "service", "rank", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(
            "uq_tickets_one_at_a_counter",
            ["hall_id", "counter"],
            unique=True,
            sqlite_where=sa.text("state IN ('called', 'serving')"),
            postgresql_where=sa.text("state IN ('called', 'serving')"),
        )

    op.create_table(
        "idempotency_keys",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_idempotency_keys_hall_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_idempotency_keys_ticket_id")),
        sa.PrimaryKeyConstraint("hall_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_table(
        "journal",
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("counter", sa.Integer(), nullable=True),
        sa.Column("service", sa.String(length=63), nullable=True),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_journal_hall_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_journal_ticket_id")),
        sa.PrimaryKeyConstraint("hall_id", "seq", "nth", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_day", ["hall_id", "day"], unique=False)
        batch_op.create_index("ix_journal_event", ["hall_id", "event", "at", "service"], unique=False)
        batch_op.create_index("ix_journal_ticket_id", ["ticket_id"], unique=False)

    op.create_table(
        "ratings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hall_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("indicators", sa.JSON(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 4", name=op.f("ck_ratings_four_faces")),
        sa.ForeignKeyConstraint(["hall_id"], ["halls.id"], name=op.f("fk_ratings_hall_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ratings_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_ratings_ticket_id")),
    )


def downgrade() -> None:
    op.drop_table("ratings")
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_ticket_id")
        batch_op.drop_index("ix_journal_event")
        batch_op.drop_index("ix_journal_day")

    op.drop_table("journal")
    op.drop_table("idempotency_keys")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_tickets_one_at_a_counter",
            sqlite_where=sa.text("state IN ('called', 'serving')"),
            postgresql_where=sa.text("state IN ('called', 'serving')"),
        )
        batch_op.drop_index(
            "ix_tickets_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(
            "ix_tickets_counter",
            sqlite_where=sa.text("counter IS NOT NULL"),
            postgresql_where=sa.text("counter IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_tickets_calls",
            sqlite_where=sa.text("call_seq IS NOT NULL"),
            postgresql_where=sa.text("call_seq IS NOT NULL"),
        )

    op.drop_table("tickets")
    op.drop_table("services")
    op.drop_table("departments")
    op.drop_table("counters")
    op.drop_table("zones")
    op.drop_table("priority_classes")
    op.drop_table("number_series")
    op.drop_table("users")
    op.drop_table("tokens")
    op.drop_table("halls")
