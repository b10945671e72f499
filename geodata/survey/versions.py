"""The questions as they stood at any time: found again by their version, in documents, in the journal, or as they are now."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from geodata.grouping import grouped_by
from geodata.schema.survey_vocabulary import CampaignKind
from geodata.store.model import AuditEntry, Document
from geodata.survey.questions import QUESTIONS_KIND, Form, QuestionsError, form_from, form_of_rows, standard_form

_TABLES = ("survey_questions", "survey_choices")


class DocumentStore(Protocol):
    """What of the store is asked: its documents, and its journal."""

    def document(self, kind: str, name: str) -> Document | None:
        """Return a document."""

    def audit(self, *, table: str | None = None) -> tuple[AuditEntry, ...]:
        """Return the journal of a table, the latest first."""


def form_answered(store: DocumentStore, version: str, now: Form) -> Form:
    """Return the questions of a version that answers were given to; those of now where the store has not kept it."""
    if version in {"", now.version}:
        return now
    document = store.document(QUESTIONS_KIND, version)
    return now if document is None else form_from(document.content)


def forms_asked(store: DocumentStore, now: Form) -> tuple[Form, ...]:
    """Return all lists of questions that the office has had for a kind of campaign, that of now first.

    A phone may bring back a form that it was given before the questions were changed, so those are read again from the journal.
    """
    entries = sorted((one for table in _TABLES for one in store.audit(table=table)), key=lambda one: one.id)
    found = {now.version: now}
    for form in (standard_form(now.kind), *_forms_in(entries, now.kind)):
        found.setdefault(form.version, form)
    return tuple(found.values())


def _forms_in(entries: Iterable[AuditEntry], kind: CampaignKind) -> Iterable[Form]:
    rows: dict[str, dict[str, Mapping[Any, Any]]] = {table: {} for table in _TABLES}
    by_commit = grouped_by((one.revision, one) for one in entries)
    for commit in by_commit.values():
        for one in commit:
            if one.after is None:
                rows[one.table].pop(one.row_id, None)
            else:
                rows[one.table][one.row_id] = one.after
        try:
            yield form_of_rows(rows["survey_questions"].values(), rows["survey_choices"].values(), kind)
        except QuestionsError:  # half-way between two lists: nobody was asked these
            continue
