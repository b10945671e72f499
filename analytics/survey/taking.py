"""Filled-in forms as changes of the store: the form, its answers and photos, the visit, the stage of its proposal; whole forms, some at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analytics.survey.answers import Meanings, counted_forms
from analytics.survey.intake import FROM_PHOTO, WRITTEN, Fate, IntakeLine, kept_form
from analytics.survey.schedule import plain_rows
from analytics.wording.labels import label
from analytics.wording.language import language
from geodata.attachments.model import kept_name
from geodata.record import Record
from geodata.schema.frames import TABLES
from geodata.schema.survey_vocabulary import AnswerMeaning, CampaignKind, SubmissionState, VisitState
from geodata.schema.vocabulary import STAGES_IN_ORDER, LocationQuality, Stage, SurveyResult
from geodata.store.model import ATTACHMENTS, DOCUMENTS, AttachmentContent, AuditEntry, Change, StoredRow
from geodata.survey.photos import Photo
from geodata.survey.questions import QUESTIONS_KIND, Form

_AT_ONCE = 20
"""So many forms are one commit: each is in the store whole or not at all."""
Held = Callable[[str, Sequence[str]], Mapping[str, StoredRow]]
"""Asks the store for rows by table and keys."""
History = Callable[[str, str], Sequence[AuditEntry]]
"""Asks the store for what happened to a row, the latest first."""
_ORDER: dict[Stage, int] = {stage: place for place, stage in enumerate(STAGES_IN_ORDER)}


@dataclass(frozen=True)
class Batch:
    """What one commit writes."""

    changes: tuple[Change, ...]
    contents: tuple[AttachmentContent, ...]
    n_forms: int


@dataclass(frozen=True)
class Taking:
    """What forms are taken with: the campaign, all versions of its questions, the photos made ready, the source that stands for the file.

    `history` tells what happened to a row, the latest first.
    """

    record: Record
    campaign: Mapping[str, Any]
    forms: Sequence[Form]
    photos: Mapping[str, Photo]
    source_id: str
    source: Mapping[str, Any]
    held: Held
    history: History
    meanings: Meanings = field(init=False)

    def __post_init__(self) -> None:
        """Read what the answers count as."""
        object.__setattr__(self, "meanings", Meanings(self.record))

    @property
    def kind(self) -> CampaignKind:
        """The kind of the campaign."""
        return CampaignKind(self.campaign["kind"])


def batches(taking: Taking, lines: Iterable[IntakeLine]) -> Iterator[Batch]:
    """Yield what is to be committed, one commit after another; each is worked out on the store as the one before left it."""
    by_visit: dict[str, list[IntakeLine]] = defaultdict(list)
    for line in lines:
        if line.fate in WRITTEN:
            by_visit[line.visit_id].append(line)
    visits = list(by_visit)
    for start in range(0, len(visits), _AT_ONCE):
        rows = _Rows(taking)
        some = [line for visit in visits[start : start + _AT_ONCE] for line in by_visit[visit]]
        for line in some:
            rows.take(line)
        yield Batch(rows.changes(), tuple(rows.contents), len(some))


def decided(taking: Taking, chosen: IntakeLine) -> Batch:
    """Return the commit by which, of several forms of a visit, one counts and the others are replaced; none is lost."""
    rows = _Rows(taking)
    rows.decide(chosen)
    return Batch(rows.changes(), (), 1)


class _Rows:
    """Rows of one commit, each as the store or the record has it until something changes it."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._rows: dict[tuple[str, str], dict[str, Any] | None] = {}
        self._stored: dict[tuple[str, str], StoredRow | None] = {}
        self._versions: dict[tuple[str, str], int] = {}
        self._public: dict[str, dict[str, dict[str, Any]]] = {}
        self._said = {key: one.answers for key, one in counted_forms(taking.record).items()}
        self.contents: list[AttachmentContent] = []
        self._put("sources", taking.source_id, dict(taking.source))

    def _keep(self, version: str) -> None:
        """Keep the questions of a version that was answered."""
        form = next(one for one in self._taking.forms if one.version == version)
        key = f"{QUESTIONS_KIND}/{version}"
        content = {"document_id": key, "kind": QUESTIONS_KIND, "name": version, "content": form.content()}
        self._put(DOCUMENTS, key, content)

    def changes(self) -> tuple[Change, ...]:
        """Return what is to be written; removed rows that were never there are none."""
        return tuple(
            Change(table, key, values, self._versions[table, key])
            for (table, key), values in self._rows.items()
            if values is not None or self._versions[table, key]
        )

    def take(self, line: IntakeLine) -> None:
        """Write a form, its answers and photos; where it counts, also what follows for the visit and its proposal."""
        one, taking = line.submission, self._taking
        photos = {name: taking.photos[file] for name, file in one.photos.items() if file in taking.photos}
        answers = kept_form(one) | _read_from(photos)
        missing = [f"{name}: {file}" for name, file in one.photos.items() if file not in taking.photos]
        refused = [f"{name}: {one.photos[name]}: {photo.refusal}" for name, photo in photos.items() if photo.refusal]
        unread = [f"{name}: {text}" for name, text in one.unread.items()]
        values = {
            "submission_id": line.submission_id,
            "visit_id": line.visit_id,
            "instance": one.instance[:200],
            "origin": one.origin.value,
            "form_version": one.version,
            "submitted_on": one.submitted_on,
            "submitted_by": one.submitted_by,
            "state": line.state.value,
            "note": "\n".join([*unread, *refused, *missing]) or None,
            "source_ids": taking.source_id,
        }
        earlier = self._row("survey_submissions", line.submission_id)
        if earlier and earlier["visit_id"] != line.visit_id and earlier["state"] == SubmissionState.COUNTS:
            self._leave(str(earlier["visit_id"]))
        self._keep(one.version)
        self._put("survey_submissions", line.submission_id, values)
        self._answers(line, answers)
        for name, photo in photos.items():
            self._photo(line, name, one.photos[name], photo)
        if line.fate is Fate.TAKES_OVER:
            self._replace_others(line)
        if line.state is SubmissionState.COUNTS:
            self._visit(line, answers)

    def decide(self, chosen: IntakeLine) -> None:
        """Let a form that the store has count, and every other of its visit be replaced."""
        frame = self._taking.record["survey_submissions"]
        for key in frame.loc[frame["visit_id"].eq(chosen.visit_id), "submission_id"].astype(str):
            state = SubmissionState.COUNTS if key == chosen.submission_id else SubmissionState.REPLACED
            if row := self._row("survey_submissions", key):
                self._put("survey_submissions", key, {**row, "state": state.value})
        self._visit(chosen, kept_form(chosen.submission))

    def _answers(self, line: IntakeLine, answers: Mapping[str, str]) -> None:
        frame = self._taking.record["survey_answers"]
        before = frame.loc[frame["submission_id"].eq(line.submission_id), "question"].astype(str)
        self._ask("survey_answers", [_answer_key(line.submission_id, name) for name in {*before, *answers}])
        for name in set(before) - set(answers):
            self._put("survey_answers", _answer_key(line.submission_id, name), None)
        for name, value in answers.items():
            key = _answer_key(line.submission_id, name)
            row = {"answer_id": key, "submission_id": line.submission_id, "question": name, "value": value}
            self._put("survey_answers", key, {**row, "note": None, "source_ids": self._taking.source_id})

    def _photo(self, line: IntakeLine, name: str, file: str, photo: Photo) -> None:
        ready = photo.prepared
        if ready is None:
            return
        key = f"file-{_answer_key(line.submission_id, name)}"
        values = {
            "attachment_id": key,
            "of_table": "survey_visits",
            "of_row": line.visit_id,
            "name": kept_name(file, ready.kind),
            "kind": ready.kind.value,
            "size": len(ready.data),
            "digest": ready.digest,
        }
        self._put(ATTACHMENTS, key, values)
        self.contents.append(AttachmentContent(ready.data, ready.thumbnail))

    def _replace_others(self, line: IntakeLine) -> None:
        """Let the form that counted until now stand as replaced."""
        frame = self._taking.record["survey_submissions"]
        counted = frame["visit_id"].eq(line.visit_id) & frame["state"].eq(SubmissionState.COUNTS)
        for key in (*frame.loc[counted, "submission_id"].astype(str), *self._counted_here(line.visit_id)):
            if key != line.submission_id and (row := self._row("survey_submissions", key)):
                self._put("survey_submissions", key, {**row, "state": SubmissionState.REPLACED.value})

    def _counted_here(self, visit_id: str) -> list[str]:
        found = [(key, row) for (table, key), row in self._rows.items() if table == "survey_submissions" and row]
        return [key for key, row in found if row["visit_id"] == visit_id and row["state"] == SubmissionState.COUNTS]

    def _visit(self, line: IntakeLine, answers: Mapping[str, str]) -> None:
        row = self._row("survey_visits", line.visit_id)
        if row is None:
            return
        taking, before = self._taking, self._said.get(line.visit_id, {})
        after = visit_after(taking.meanings, taking.kind, row, answers, before)
        self._said[line.visit_id] = answers
        self._put("survey_visits", line.visit_id, {**after, "source_ids": self._sources(after)})
        if after["proposal_id"]:
            self._stage_of(str(after["proposal_id"]), line.visit_id, after)

    def _leave(self, visit_id: str) -> None:
        """Let a visit whose form turned out to be of another one be open again."""
        row = self._row("survey_visits", visit_id)
        if row is not None:
            after = _without(self._taking.meanings, self._taking.kind, row, self._said.pop(visit_id, {}))
            self._put("survey_visits", visit_id, after)
            if after["proposal_id"]:
                self._stage_of(str(after["proposal_id"]), visit_id, after)

    def _stage_of(self, proposal_id: str, visit_id: str, visit: Mapping[str, Any]) -> None:
        """Let the stage of a proposal follow a visit: on where somebody was met, back where that turned out to be wrong."""
        if visit["state"] == VisitState.DONE:
            self._stage(proposal_id, visit_id, visit["visited_on"])
        else:
            self._stage_back(proposal_id, visit_id)

    def _stage_back(self, proposal_id: str, visit_id: str) -> None:
        """Take back the step that a visit had added, and the stage where no other step says it and the proposal went no further."""
        key, proposal = f"event-{visit_id}", self._row("proposals", proposal_id)
        event = self._row("proposal_events", key)
        if event is None or proposal is None:
            return
        self._put("proposal_events", key, None)
        events = self._taking.record["proposal_events"]
        same = events["proposal_id"].eq(proposal_id) & events["stage"].eq(event["stage"])
        if proposal["stage"] == event["stage"] and not set(events.loc[same, "event_id"]) - {key}:
            self._put("proposals", proposal_id, {**proposal, "stage": self._stage_before(proposal_id, event["stage"])})

    def _stage_before(self, proposal_id: str, stage: str) -> str:
        """Return the stage that a proposal had before it came to one, as the journal has it."""
        for entry in self._taking.history("proposals", proposal_id):
            if entry.after and entry.after["stage"] == stage and entry.before and entry.before["stage"] != stage:
                return str(entry.before["stage"])
        return stage

    def _stage(self, proposal_id: str, visit_id: str, day: str | None) -> None:
        """Let the proposal be surveyed or inspected, unless it is further or has ended."""
        stage = Stage.SURVEYED if self._taking.kind is CampaignKind.SURVEY else Stage.INSPECTED
        row = self._row("proposals", proposal_id)
        if row is None or Stage(row["stage"]) not in _ORDER or _ORDER[Stage(row["stage"])] >= _ORDER[stage]:
            return
        self._put("proposals", proposal_id, {**row, "stage": stage.value, "source_ids": self._sources(row)})
        key = f"event-{visit_id}"
        event = {"event_id": key, "proposal_id": proposal_id, "stage": stage.value, "happened_on": day, "note": None}
        as_written = label(stage, language())
        self._put(
            "proposal_events", key, {**event, "stage_as_written": as_written, "source_ids": self._taking.source_id}
        )

    def _sources(self, row: Mapping[str, Any]) -> str:
        ids = [one for one in str(row["source_ids"] or "").split(";") if one]
        return ";".join(dict.fromkeys([*ids, self._taking.source_id]))

    def _row(self, table: str, key: str) -> dict[str, Any] | None:
        """Return a row as this commit, the store or the record has it."""
        if (table, key) in self._rows:
            return self._rows[table, key]
        self._ask(table, [key])
        if found := self._stored[table, key]:
            return None if found.is_removed else dict(found.values)
        if table not in TABLES:
            return None
        frame = self._taking.record[table]
        if table not in self._public:
            self._public[table] = {str(row[frame.columns[0]]): dict(row) for row in plain_rows(frame)}
        return self._public[table].get(key)

    def _ask(self, table: str, keys: Sequence[str]) -> None:
        """Ask the store for rows at once, those that it was not asked for yet."""
        unknown = [key for key in keys if (table, key) not in self._stored]
        found = self._taking.held(table, unknown) if unknown else {}
        for key in unknown:
            self._stored[table, key] = held = found.get(key)
            self._versions[table, key] = held.version if held else 0

    def _put(self, table: str, key: str, values: dict[str, Any] | None) -> None:
        before = self._row(table, key)
        if table in {"sources", DOCUMENTS} and before is not None:
            return
        if values != before:
            self._rows[table, key] = values
            self._versions.setdefault((table, key), 0)


def visit_after(
    meanings: Meanings,
    kind: CampaignKind,
    row: Mapping[str, Any],
    answers: Mapping[str, str],
    before: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return a visit as the answers of its form leave it; what it has from the answers that counted `before` goes with them."""
    return _without(meanings, kind, row, before or {}) | _given(meanings, kind, answers)


def _without(
    meanings: Meanings, kind: CampaignKind, row: Mapping[str, Any], answers: Mapping[str, str]
) -> dict[str, Any]:
    """Return a visit without what it has from answers; what a person wrote otherwise since then stays."""
    if not answers:
        return dict(row)
    given = _given(meanings, kind, answers)
    kept = {name: None if name in given and row[name] == given[name] else row[name] for name in row}
    if "lat" in given and kept["lat"] is None:
        area = LocationQuality.COMMUNE if row["commune_code"] else LocationQuality.DISTRICT
        kept["location_quality"] = area.value if row["district_code"] else LocationQuality.UNKNOWN.value
    return kept | {"state": VisitState.PLANNED.value}


def _given(meanings: Meanings, kind: CampaignKind, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns of a visit that answers say something of."""

    def said(meaning: AnswerMeaning) -> str | None:
        return meanings.text(kind, answers, meaning)

    text = said(AnswerMeaning.VISIT_STATE)
    state = VisitState(text) if text in set(VisitState) else VisitState.DONE
    result = _result(state, said(AnswerMeaning.RECOMMENDED), said(AnswerMeaning.PAPERS))
    position = said(AnswerMeaning.POSITION) or next(
        (value for name, value in answers.items() if name.endswith(FROM_PHOTO[0])), None
    )
    found = {
        "visited_on": said(AnswerMeaning.VISITED_ON),
        "finding": said(AnswerMeaning.FINDING),
        "result": result.value if result else None,
    }
    return {"state": state.value, **{name: value for name, value in found.items() if value}, **_place(position)}


def _result(state: VisitState, recommended: str | None, papers: str | None) -> SurveyResult | None:
    if state is VisitState.NOBODY_THERE:
        return SurveyResult.NOT_MET
    if state is VisitState.WITHDRAWN:
        return SurveyResult.WITHDREW
    if recommended == "no":
        return SurveyResult.FAILS
    if recommended in {"yes", "less"}:
        return SurveyResult.LACKS_PAPERS if papers == "missing" else SurveyResult.MEETS
    return None


def _place(position: str | None) -> dict[str, Any]:
    """Return the columns of a point that was stood on; nothing where it lies outside what a visit can hold."""
    if not position:
        return {}
    rules = TABLES["survey_visits"]
    for name, text in zip(("lat", "lon"), position.split(), strict=True):
        low, high = rules[name].minimum, rules[name].maximum
        if low is None or high is None or not low <= float(text) <= high:
            return {}
    lat, lon = map(float, position.split())
    return {"lat": lat, "lon": lon, "location_quality": LocationQuality.EXACT.value}


def _read_from(photos: Mapping[str, Photo]) -> dict[str, str]:
    """Return what photos say of place and time as answers, where that was read."""
    read = {}
    for name, photo in photos.items():
        for ending, value in zip(FROM_PHOTO, (photo.position, photo.taken_at), strict=True):
            if value:
                read[f"{name[:24]}{ending}"] = value
    return read


def _answer_key(submission_id: str, question: str) -> str:
    return f"{submission_id}-{question.replace('_', '-')}"
