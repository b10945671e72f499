"""Campaigns of visits: their teams, the list of visits with days and teams, questions, forms that were filled in, answers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables and the columns; earlier visits belong to no campaign."""
    op.create_table(
        "survey_campaigns",
        sa.Column("campaign_id", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Text()),
        sa.Column("ends_on", sa.Text()),
        sa.Column("led_by", sa.Text()),
        sa.Column("minutes_per_visit", sa.BigInteger()),
        sa.Column("hours_per_day", sa.Double()),
        sa.Column("road_factor", sa.Double()),
        sa.Column("speed_kmh", sa.Double()),
        sa.Column("own_day_districts", sa.Text()),
        sa.Column("reads_photo_place", sa.Boolean(), nullable=False),
        sa.Column("contacts_until", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "survey_teams",
        sa.Column("team_id", sa.Text(), primary_key=True),
        sa.Column("campaign_id", sa.Text(), nullable=False, index=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("members", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "survey_questions",
        sa.Column("question_id", sa.Text(), primary_key=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text()),
        sa.Column("hint", sa.Text()),
        sa.Column("list_name", sa.Text()),
        sa.Column("asked_when", sa.Text()),
        sa.Column("is_compulsory", sa.Boolean(), nullable=False),
        sa.Column("meaning", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "survey_choices",
        sa.Column("choice_id", sa.Text(), primary_key=True),
        sa.Column("list_name", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "survey_submissions",
        sa.Column("submission_id", sa.Text(), primary_key=True),
        sa.Column("visit_id", sa.Text(), nullable=False, index=True),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("form_version", sa.Text()),
        sa.Column("submitted_on", sa.Text()),
        sa.Column("submitted_by", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.create_table(
        "survey_answers",
        sa.Column("answer_id", sa.Text(), primary_key=True),
        sa.Column("submission_id", sa.Text(), nullable=False, index=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("source_ids", sa.Text(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False, index=True),
    )
    op.add_column("survey_visits", sa.Column("campaign_id", sa.Text(), nullable=True))
    op.add_column("survey_visits", sa.Column("state", sa.Text(), nullable=True))
    op.add_column("survey_visits", sa.Column("team_id", sa.Text(), nullable=True))
    op.add_column("survey_visits", sa.Column("planned_on", sa.Text(), nullable=True))
    op.add_column("survey_visits", sa.Column("day_order", sa.BigInteger(), nullable=True))
    op.add_column("survey_visits", sa.Column("appointed_on", sa.Text(), nullable=True))
    op.add_column("survey_visits", sa.Column("appointed_at", sa.Text(), nullable=True))
    op.add_column("survey_visits", sa.Column("contact", sa.Text(), nullable=True))
    op.add_column("survey_visits", sa.Column("contact_consent", sa.Text(), nullable=True))
    op.create_index(op.f("ix_survey_visits_campaign_id"), "survey_visits", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_survey_visits_team_id"), "survey_visits", ["team_id"], unique=False)
