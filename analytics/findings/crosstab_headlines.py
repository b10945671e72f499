"""What slides of a crosstab and of a comparison say: what is on record, beside what is published; both sides of what may be compared."""

from dataclasses import dataclass

from analytics.findings.said import StatedText, What, named, stated_number
from analytics.findings.wording import on
from analytics.selection.published_totals import PublishedTotal
from analytics.wording.claims import ClaimKind, Coverage, RefusedClaim, counted, part, total, unknown
from analytics.wording.language import Language


@dataclass(frozen=True)
class MeasureSummary:
    """What is said of a measure: its name, the rows, how many state it, the sum (None: a count of rows) and what is published, each in words too."""

    what: str
    n: int
    n_stated: int
    value: float | None
    text: str
    published: PublishedTotal | None = None
    published_text: str = ""


def crosstab_headline(told: MeasureSummary, language: Language) -> StatedText:
    """Say how much of a measure is on record, and what is published beside it."""
    what, rows = named(told.what), counted(told.n)
    if isinstance(rows, RefusedClaim):
        if told.published is None:
            return on(ClaimKind.UNKNOWN, unknown(0), language).text("{what}: no information yet", what=what)
        said = on(ClaimKind.TOTAL, total(told.published.value), language)
        return said.text("{what}: {all} published", what=what, all=_published(told, told.published))
    known = part(Coverage(told.n, told.n_stated))
    if isinstance(known, RefusedClaim):
        return on(ClaimKind.COUNT, rows, language).text(
            "{what}: none of {n} rows states it", what=what, n=_n(told, language)
        )
    said = on(ClaimKind.PART, known, language)
    is_count = told.value is None
    own = _n(told, language) if told.value is None else stated_number(What.SUM, told.value, told.text)
    if told.published is not None:
        return said.text(
            "{what}: {all} published, {n} itemised", what=what, n=own, all=_published(told, told.published)
        )
    if is_count or told.n == told.n_stated:
        return said.text("{what}: {n} itemised", what=what, n=own)
    return said.text(
        "{what}: {total} from {known} of {n} rows",
        what=what,
        total=own,
        known=stated_number(What.STATING, told.n_stated, language.number(told.n_stated)),
        n=_n(told, language),
    )


def comparison_headline(
    sides: tuple[str, str], told: tuple[MeasureSummary, MeasureSummary] | None, language: Language
) -> StatedText:
    """Say what both sides have of the first measure that may be compared by its rows."""
    left, right = (named(side) for side in sides)
    if told is None:
        said = on(ClaimKind.UNKNOWN, unknown(0), language)
        return said.text("{left} compared with {right}: no rows that may be compared", left=left, right=right)
    one, other = (
        stated_number(What.GROUP, of.n if of.value is None else of.value, of.text, side)
        for side, of in zip(sides, told, strict=True)
    )
    return on(ClaimKind.COUNT, counted(min(of.n for of in told)), language).text(
        "{what} itemised: {left} {one}, {right} {other}",
        what=named(told[0].what),
        left=left,
        one=one,
        right=right,
        other=other,
    )


def _n(told: MeasureSummary, language: Language) -> StatedText:
    return stated_number(What.ROWS, told.n, language.number(told.n))


def _published(told: MeasureSummary, of: PublishedTotal) -> StatedText:
    return stated_number(What.PUBLISHED, of.value, told.published_text, ids=of.figure_ids)
