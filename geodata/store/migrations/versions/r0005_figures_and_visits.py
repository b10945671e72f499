"""Figures that the office publishes; the point and the result of a survey visit."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table and the columns; nothing is known of earlier visits."""
    op.create_table(
        "published_figures",
        sa.Column("figure_id", sa.Text(), nullable=False),
        sa.Column("year_from", sa.BigInteger(), nullable=True),
        sa.Column("year_to", sa.BigInteger(), nullable=True),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=True),
        sa.Column("place_text", sa.Text(), nullable=True),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("value_to", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("qualifier", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("figure_id"),
    )
    op.create_index(op.f("ix_published_figures_revision"), "published_figures", ["revision"], unique=False)
    op.add_column("survey_visits", sa.Column("lon", sa.Double(), nullable=True))
    op.add_column("survey_visits", sa.Column("lat", sa.Double(), nullable=True))
    op.add_column("survey_visits", sa.Column("result", sa.Text(), nullable=True))
