"""Findings about the record in words: what is wrong, with its values, and the rule of law where there is one."""

from collections.abc import Callable, Mapping
from typing import Any

from analytics.prepared.vintages import Vintage, units_of
from analytics.quality.model import Finding, FindingKind, Severity
from analytics.rules.words import judgement_text
from analytics.selection.place_words import district_name, joined, period
from analytics.wording.labels import LABELS, label_of
from analytics.wording.language import Language, kept_together, mark
from analytics.wording.metrics import METRICS
from geodata.record import Record
from geodata.schema import vocabulary as v

FINDING_TITLES: dict[FindingKind, str] = {
    FindingKind.BAD_UNIT: mark("Commune not of its district"),
    FindingKind.POINT_OUTSIDE: mark("Address outside its commune or district"),
    FindingKind.SUPPORT_ABOVE_TOTAL: mark("Support above the total investment"),
    FindingKind.PARTS_DISAGREE: mark("Support and counterpart are not the total"),
    FindingKind.ABOVE_CEILING: mark("Support above the legal ceiling"),
    FindingKind.DATE_ORDER: mark("Steps out of order"),
    FindingKind.YEAR_OUTSIDE: mark("Year or day that cannot be"),
    FindingKind.UNIT_SLIP: mark("Amount perhaps in another unit"),
    FindingKind.ZERO_MONEY: mark("Amount of zero"),
    FindingKind.HIGH_COUNTERPART: mark("Counterpart over 100 times the support"),
    FindingKind.MAY_EXCEED_CEILING: mark("Support perhaps above the legal ceiling"),
    FindingKind.ABOVE_PUBLISHED: mark("More itemised than published"),
    FindingKind.DUPLICATE: mark("Perhaps entered twice"),
    FindingKind.STAGE_BEHIND: mark("Status lags behind its steps"),
    FindingKind.VISIT_DISAGREES: mark("A visit contradicts the status"),
    FindingKind.NOT_APPRAISED: mark("Appraised without minutes"),
    FindingKind.STAGE_NOT_ITS_WORD: mark("Status is not the word of its source"),
    FindingKind.NO_BENEFICIARY: mark("Proposal without a beneficiary"),
    FindingKind.CERTIFICATE_EXPIRING: mark("Certificate ends soon"),
    FindingKind.CERTIFICATE_MAY_EXPIRE: mark("Certificate may have ended, or end soon: day not known"),
    FindingKind.CERTIFICATE_EXPIRED: mark("Certificate has ended"),
    FindingKind.CONTRADICTION: mark("Sources disagree"),
    FindingKind.NO_LOCATION: mark("No location"),
    FindingKind.NO_SECTOR: mark("No sector"),
    FindingKind.NO_PROGRAMME: mark("No source of funding"),
    FindingKind.NO_STAGE: mark("No status"),
    FindingKind.UNNAMED_BENEFICIARY: mark("Beneficiary not named"),
}
SEVERITIES: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: (mark("wrong"), "bad"),
    Severity.WARNING: (mark("to be looked at"), "warn"),
    Severity.GAP: (mark("to be kept in mind"), "info"),
}
"""The word of a severity and the tone of its badge."""
ABOVE = mark("above the ceiling")
_AMOUNTS = {
    "support_vnd": mark("Support"),
    "total_investment_vnd": mark("Total investment"),
    "counterpart_vnd": mark("Counterpart"),
    "revenue_vnd": mark("Revenue"),
}
_Values = Mapping[str, Any]


def severity_badge(kind: FindingKind, severity: Severity) -> tuple[str, str]:
    """Return the word and the tone of a finding's badge: money above a ceiling may be right and still too much."""
    word, tone = SEVERITIES[severity]
    return (ABOVE if kind is FindingKind.ABOVE_CEILING else word), tone


def finding_title(finding: Finding, language: Language) -> str:
    """Return what the finding is about: the name of its row, of a published figure what it measures."""
    if finding.kind is not FindingKind.ABOVE_PUBLISHED:
        return finding.title
    values = finding.values
    message = METRICS[values["metric"]]
    programme = label_of(v.FigureProgramme, values["programme"], language)
    return joined([language.text(message), programme, period(values["year_from"], values["year_to"])])


def finding_words(finding: Finding, record: Record, language: Language) -> str:
    """Return one sentence that says what is wrong, with its values; the rule of law follows where there is one."""
    words = _WORDS[finding.kind](finding.values, language)
    return joined([words, _rule(finding, record)], " ")


def _rule(finding: Finding, record: Record) -> str:
    if finding.rule_id is None:
        return ""
    rules = record["rules"]
    rows = rules[rules["rule_id"].eq(finding.rule_id)].to_dict("records")
    return f"({joined([rows[0]['document'], rows[0]['article']], ', ')}: {rows[0]['statement']})" if rows else ""


def _fixed(message: str) -> Callable[[_Values, Language], str]:
    return lambda _, language: language.text(message)


def _bad_unit(values: _Values, language: Language) -> str:
    code = str(values["commune"])
    unit = units_of(Vintage.COMMUNES_2020).get(code)
    if unit is None:
        return language.text("There was no commune {code} in 2020–2024.", code=code)
    return language.text(
        "{commune} ({code}) is in {right}, not in {district}.",
        commune=unit.name,
        code=code,
        right=district_name(unit.district_code, language),
        district=district_name(values["district"], language),
    )


def _outside(values: _Values, language: Language) -> str:
    unit = units_of(Vintage.COMMUNES_2020).get(str(values["commune"]))
    name = unit.name if unit else district_name(values["district"], language)
    return language.text(
        "The point {lat}, {lon} lies outside {unit}.",
        lat=round(values["lat"], 5),
        lon=round(values["lon"], 5),
        unit=name,
    )


def _parts(message: str) -> Callable[[_Values, Language], str]:
    def words(values: _Values, language: Language) -> str:
        amounts = {
            name: "—" if values[name] is None else language.money(values[name])
            for name in ("support", "total", "counterpart")
        }
        return language.text(message, **amounts)

    return words


def _amount(values: _Values, language: Language) -> str:
    name = _AMOUNTS[values["column"]]
    number = kept_together(language.number(values["amount"]), language.text("VND"))
    return f"{language.text(name)}: {number}"


def _slip(values: _Values, language: Language) -> str:
    usual = values.get("usual")
    told = _amount(values, language)
    if usual is None:
        return language.text("{amount}; perhaps it was meant in thousand or million đồng.", amount=told)
    return language.text(
        "{amount}; usual for this content is {usual}. Perhaps it was meant in another unit.",
        amount=told,
        usual=language.money(usual),
    )


def _zero(values: _Values, language: Language) -> str:
    return language.text("{amount}; an unknown amount is left empty.", amount=_amount(values, language))


def _ceiling(values: _Values, language: Language) -> str:
    text = judgement_text(values["judgement"], language)
    return f"{text[0].upper()}{text[1:]}."


def _order(values: _Values, language: Language) -> str:
    return language.text(
        "{stage}: {day}; {other}, which comes before it: {other_day}.",
        stage=label_of(v.Stage, values["stage"], language),
        day=language.partial_date(values["day"]),
        other=label_of(v.Stage, values["other_stage"], language),
        other_day=language.partial_date(values["other_day"]),
    )


def _stage(values: _Values, language: Language) -> str:
    return language.text(
        "The status is “{stage}”, but a step says “{reached}”.",
        stage=label_of(v.Stage, values["stage"], language),
        reached=label_of(v.Stage, values["reached"], language),
    )


def _word(values: _Values, language: Language) -> str:
    return language.text(
        "A step is kept as “{stage}”, but its source says “{written}”.",
        stage=label_of(v.Stage, values["stage"], language),
        written=values["written"],
    )


def _year(values: _Values, language: Language) -> str:
    if values.get("day"):
        return language.text("A step is dated {day}, which is still to come.", day=language.partial_date(values["day"]))
    years = "–".join(str(values[name]) for name in ("first", "last") if values.get(name) is not None)
    return language.text("Year {years}.", years=years)


def _published(values: _Values, language: Language) -> str:
    write = language.money if values["metric"] == "budget_vnd" else language.number
    return language.text(
        "Itemised: {itemised}; published: {published} ({basis}).",
        itemised=write(values["itemised"]),
        published=write(values["published"]),
        basis=language.text(LABELS[v.Basis, values["basis"]]),
    )


def _duplicate(values: _Values, language: Language) -> str:
    if values["is_same_spelling"]:
        return language.text("Also entered as “{other}”, spelled the same.", other=values["other"])
    return language.text("Perhaps the same as “{other}”.", other=values["other"])


def _certificate(message: str) -> Callable[[_Values, Language], str]:
    return lambda values, language: language.text(
        message,
        stars=values["stars"] if values["stars"] is not None else "?",
        first=language.partial_date(values["since"]),
        day=language.partial_date(values["until"]),
    )


def _contradiction(values: _Values, _: Language) -> str:
    return joined([values["values_text"], values["rule"]], " → ")


_WORDS: dict[FindingKind, Callable[[_Values, Language], str]] = {
    FindingKind.BAD_UNIT: _bad_unit,
    FindingKind.POINT_OUTSIDE: _outside,
    FindingKind.SUPPORT_ABOVE_TOTAL: _parts(mark("Support {support}, total investment {total}.")),
    FindingKind.PARTS_DISAGREE: _parts(mark("Support {support} + counterpart {counterpart} ≠ total {total}.")),
    FindingKind.ABOVE_CEILING: _ceiling,
    FindingKind.DATE_ORDER: _order,
    FindingKind.YEAR_OUTSIDE: _year,
    FindingKind.UNIT_SLIP: _slip,
    FindingKind.ZERO_MONEY: _zero,
    FindingKind.HIGH_COUNTERPART: _parts(mark("Support {support}, counterpart {counterpart}.")),
    FindingKind.MAY_EXCEED_CEILING: _ceiling,
    FindingKind.ABOVE_PUBLISHED: _published,
    FindingKind.DUPLICATE: _duplicate,
    FindingKind.STAGE_BEHIND: _stage,
    FindingKind.VISIT_DISAGREES: _fixed(
        mark("The last visit found that it should not be supported, or is no longer wanted; the proposal has gone on.")
    ),
    FindingKind.NOT_APPRAISED: _fixed(
        mark(
            "The status is “appraised”, but no minutes of an appraisal are kept: enter them beside the candidate of the plan."
        )
    ),
    FindingKind.STAGE_NOT_ITS_WORD: _word,
    FindingKind.NO_BENEFICIARY: _fixed(mark("No row says for whom it is; it cannot be placed on the map.")),
    FindingKind.CERTIFICATE_EXPIRING: _certificate(mark("{stars} stars; valid until {day} at the latest.")),
    FindingKind.CERTIFICATE_MAY_EXPIRE: _certificate(
        mark("{stars} stars; ends on a day from {first} to {day} that no source states.")
    ),
    FindingKind.CERTIFICATE_EXPIRED: _certificate(
        mark("{stars} stars; was valid until {day} at the latest. No later recognition is known.")
    ),
    FindingKind.CONTRADICTION: _contradiction,
    FindingKind.NO_LOCATION: _fixed(mark("No source says in which district it is; it is missing on the map.")),
    FindingKind.NO_SECTOR: _fixed(mark("The sector is “other”.")),
    FindingKind.NO_PROGRAMME: _fixed(mark("No source says which budget pays.")),
    FindingKind.NO_STAGE: _fixed(mark("No source says which status it has reached.")),
    FindingKind.UNNAMED_BENEFICIARY: _fixed(mark("No source names the facility that benefits.")),
}
