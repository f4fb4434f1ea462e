"""Ratings stay: none is deleted, none changes its score; and how soon after the visit each was given."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIXED = "score, ticket_id, source, seconds_after"
"""What of a rating nobody changes. Its words are erased in time, and its citizen may take it back."""


def upgrade() -> None:
    op.add_column("ratings", sa.Column("seconds_after", sa.Integer(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        for name, when in (("deleted", "DELETE"), ("changed", f"UPDATE OF {FIXED}")):
            op.execute(
                f"CREATE TRIGGER ratings_are_not_{name} BEFORE {when} ON ratings "
                f"BEGIN SELECT RAISE(ABORT, 'ratings are not {name}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION ratings_stay() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'ratings are not %', TG_ARGV[0]; END $$"
    )
    for name, when in (("deleted", "DELETE"), ("changed", f"UPDATE OF {FIXED}")):
        op.execute(
            f"CREATE TRIGGER ratings_are_not_{name} BEFORE {when} ON ratings "
            f"FOR EACH ROW EXECUTE FUNCTION ratings_stay('{name}')"
        )


def downgrade() -> None:
    on = "" if op.get_bind().dialect.name == "sqlite" else " ON ratings"
    for name in ("deleted", "changed"):
        op.execute(f"DROP TRIGGER ratings_are_not_{name}{on}")
    if on:
        op.execute("DROP FUNCTION ratings_stay()")
    op.drop_column("ratings", "seconds_after")
