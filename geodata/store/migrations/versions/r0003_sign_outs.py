"""The sign-ins that people have ended, known to all processes of the app."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table; nobody has signed out yet."""
    op.create_table(
        "sign_outs",
        sa.Column("sign_in", sa.Text(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sign_in"),
    )
