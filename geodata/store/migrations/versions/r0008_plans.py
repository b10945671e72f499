"""Appraisals, what became of proposals in a plan, the list of difficult communes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables; earlier entries and backups know nothing of them."""
    op.create_table(
        "appraisals",
        sa.Column("appraisal_id", sa.Text(), primary_key=True),
        sa.Column("proposal_id", sa.Text(), nullable=False, index=True),
        sa.Column("appraised_on", sa.Text(), nullable=False),
        sa.Column("council", sa.Text(), nullable=False),
        sa.Column("papers", sa.Text()),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("amount_vnd", sa.BigInteger()),
        sa.Column("conditions", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "plan_items",
        sa.Column("plan_item_id", sa.Text(), primary_key=True),
        sa.Column("proposal_id", sa.Text(), nullable=False, index=True),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_vnd", sa.BigInteger(), nullable=False),
        sa.Column("proposed_on", sa.Text(), nullable=False),
        sa.Column("approved_vnd", sa.BigInteger()),
        sa.Column("decision", sa.Text()),
        sa.Column("decided_on", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "difficult_communes",
        sa.Column("difficult_commune_id", sa.Text(), primary_key=True),
        sa.Column("place_text", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text()),
        sa.Column("district_code", sa.Text()),
        sa.Column("difficulty", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Text()),
        sa.Column("effective_to", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
