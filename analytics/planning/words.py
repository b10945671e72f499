"""Sentences about a plan: a wish, a contradiction, what is broken, why a proposal is in or out, whom it would replace."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten

from analytics.planning.solving.bundles import Cap, Obstacle
from analytics.planning.solving.checks import Breach, Clash, Contradiction, PlanBreach
from analytics.planning.solving.explain import Exchange, Why
from analytics.planning.solving.model import Candidate, Counts, Of, PlanRequest, Wish, WishKind
from analytics.selection.place_words import district_name, joined
from analytics.wording.labels import label_of
from analytics.wording.language import Language, mark
from geodata.grouping import grouped_by
from geodata.schema.vocabulary import Programme, Sector, SupportContent

OBSTACLES = {
    Obstacle.NO_AMOUNT: mark("no amount is stated"),
    Obstacle.NOTHING_ELIGIBLE: mark("no amount is left under the ceilings"),
    Obstacle.NO_PROGRAMME: mark("no source of funding with money can pay for it"),
    Obstacle.TWO_PROGRAMMES: mark(
        "its beneficiary asks two sources of funding for the same content: state one of them"
    ),
}
WHYS = {
    Why.CHOSEN: mark("Chosen by its score"),
    Why.WANTED: mark("Chosen, keeps a wish ({wish})"),
    Why.OBSTACLE: mark("Cannot enter: {why}"),
    Why.NOT_WANTED: mark("Out: against a wish ({wish})"),
    Why.OTHERS: mark("Out: the money does not reach beside the others"),
}
_CLASHES = {
    Clash.NO_CANDIDATE: mark("is no candidate"),
    Clash.CANNOT_ENTER: mark("cannot enter: {why}"),
    Clash.WANTED_AND_NOT: mark("both wanted and not wanted"),
    Clash.TWO_OF_ONE: mark("both are wanted, but only one of them may be in"),
    Clash.TOO_DEAR: mark("together need {asked}, there are {there}"),
    Clash.LEAST_OVER_MOST: mark("at least {asked}, at most {there}"),
    Clash.NOT_SO_MANY: mark("asks for {asked} proposals, there are {there}"),
    Clash.NOT_SO_MUCH: mark("asks for {asked}, all of them together are {there}"),
    Clash.OVER_BUDGET: mark("the least amounts add up to {asked}, there are {there}"),
    Clash.OVER_WHOLE: mark("the least shares add up to {asked}"),
}
_BROKEN = {
    PlanBreach.BUDGET: mark("The budget is exceeded: {programme} {used} of {limit}"),
    PlanBreach.CEILING: mark("Above the ceiling: {title} {used}, at most {limit} ({rule})"),
    PlanBreach.OVER_REQUEST: mark("More than it asks for: {title} {used} of {limit}"),
    PlanBreach.TOO_LITTLE: mark("Less than it can do with: {title} {used}, at least {limit}"),
    PlanBreach.PROGRAMME: mark("{programme} does not pay for it: {title}"),
    PlanBreach.APART: mark("Proposals of one beneficiary and one content go together: {title}"),
}
_KINDS = {
    (WishKind.LEAST, Counts.PROPOSALS): mark("{of}: at least {number} proposals"),
    (WishKind.MOST, Counts.PROPOSALS): mark("{of}: at most {number} proposals"),
    (WishKind.LEAST, Counts.MONEY): mark("{of}: at least {number}"),
    (WishKind.MOST, Counts.MONEY): mark("{of}: at most {number}"),
    (WishKind.LEAST, Counts.SHARE): mark("{of}: at least {number} of the money granted"),
    (WishKind.MOST, Counts.SHARE): mark("{of}: at most {number} of the money granted"),
}
_EACH = {
    Of.DISTRICT: mark("Each district"),
    Of.SECTOR: mark("Each sector"),
    Of.CONTENT: mark("Each support content"),
    Of.CANDIDATE: mark("Each proposal"),
}
_MOST_LETTERS = 60


@dataclass(frozen=True)
class PlanWords:
    """What names the proposals of a request in a language."""

    language: Language
    candidates: Mapping[str, Candidate]
    ceilings: Mapping[str, str]

    def title(self, candidate_id: str) -> str:
        """Return what a proposal is called: its producer and its title."""
        one = self.candidates.get(candidate_id)
        return candidate_id if one is None else joined([one.producer, one.title], ": ")

    def short(self, candidate_id: str) -> str:
        """Return who asks, with the title where it asks for more than one proposal, the title alone where nobody is named."""
        one = self.candidates.get(candidate_id)
        if one is None:
            return candidate_id
        beside = [other.title for name in _asks(one) for other in self._asked_by[name] if other is not one]
        if not (one.producer and beside):
            return one.producer or one.title
        title = shorten(one.title, _MOST_LETTERS, placeholder="…")
        is_alike = any(shorten(other, _MOST_LETTERS, placeholder="…") == title for other in beside)
        return f"{one.producer}: {one.title if is_alike else title}"

    @cached_property
    def _asked_by(self) -> Mapping[str, list[Candidate]]:
        """The candidates by the keys and names of who asks."""
        return grouped_by((name, one) for one in self.candidates.values() for name in _asks(one))

    def value(self, of: Of, value: str) -> str:
        """Return the words of a district, sector, content or proposal."""
        named: dict[Of, Callable[[], str]] = {
            Of.CANDIDATE: lambda: self.short(value),
            Of.DISTRICT: lambda: district_name(value, self.language, short=True),
            Of.SECTOR: lambda: label_of(Sector, value, self.language),
            Of.CONTENT: lambda: label_of(SupportContent, value, self.language),
        }
        return named[of]()

    def programme(self, value: str) -> str:
        """Return the words of a programme."""
        return label_of(Programme, value, self.language)

    def amount(self, counts: Counts, number: float) -> str:
        """Return a number of proposals, an amount or a share."""
        if counts is Counts.MONEY:
            return self.language.money(number)
        return self.language.percent(number) if counts is Counts.SHARE else self.language.number(number)

    def wish(self, wish: Wish) -> str:
        """Return a wish in a few words."""
        of = ", ".join(self.value(wish.of, value) for value in wish.values) or self.language.text(_EACH[wish.of])
        if wish.kind is WishKind.MUST:
            return self.language.text("Must be in: {of}", of=of)
        if wish.kind is WishKind.MUST_NOT:
            return self.language.text("Must not be in: {of}", of=of)
        if wish.kind is WishKind.EITHER_OR:
            return self.language.text("At most one of: {of}", of=of)
        number = self.amount(wish.counts, wish.number)
        return self.language.text(_KINDS[wish.kind, wish.counts], of=of, number=number)

    def contradiction(self, found: Contradiction) -> str:
        """Return a contradiction as a sentence: the wishes, then why they cannot be kept."""
        counts = Counts.MONEY if found.clash is Clash.TOO_DEAR else found.wishes[0].counts
        why = self.language.text(OBSTACLES[found.obstacle]) if found.obstacle else ""
        asked, there = self.amount(counts, found.asked), self.amount(counts, found.there)
        said = self.language.text(_CLASHES[found.clash], why=why, asked=asked, there=there)
        return f"{' · '.join(self.wish(one) for one in found.wishes)} — {said}"

    def breach(self, found: Breach) -> str:
        """Return what a plan breaks as a sentence."""
        if found.wish is not None:
            used = self.amount(found.wish.counts, found.used)
            return self.language.text("Against a wish: {wish} (now {used})", wish=self.wish(found.wish), used=used)
        return self.language.text(
            _BROKEN[found.broken],
            title=self.short(found.candidate_id),
            programme=self.programme(found.programme) if found.programme else "",
            rule=self.ceilings.get(found.rule_id, ""),
            used=self.language.money(found.used),
            limit=self.language.money(found.limit),
        )

    def exchange(self, found: Exchange) -> str:
        """Return whom a proposal would replace and what it lacks."""
        if not found.is_possible:
            return self.language.text("No plan that keeps the other wishes can hold it.")
        said = []
        if found.out:
            said.append(self.language.text("It would replace {names}.", names=self._names(found.out)))
        if found.into:
            said.append(self.language.text("With it would come {names}.", names=self._names(found.into)))
        said.append(self.language.text("The score would be {loss} lower.", loss=self.language.number(found.loss, 1)))
        if found.loss:
            lacks = self.language.number(found.lacks, 1)
            said.append(self.language.text("It would be in with {lacks} points more of its own.", lacks=lacks))
        if found.loss and found.price_vnd:
            price = self.language.money(found.price_vnd)
            said.append(self.language.text("It would be in at an amount of {price} or less.", price=price))
        return " ".join(said)

    def _names(self, ids: tuple[str, ...]) -> str:
        return ", ".join(self.short(one) for one in ids)


def _asks(one: Candidate) -> set[str]:
    return {one.producer, *one.beneficiaries} - {""}


def words_of(request: PlanRequest, language: Language) -> PlanWords:
    """Return what names the proposals of a request."""
    ceilings = {one.rule_id: joined([one.document, one.article], ", ") for one in request.ceilings}
    return PlanWords(language, {one.candidate_id: one for one in request.candidates}, ceilings)


def cap_words(cap: Cap, language: Language) -> str:
    """Return the ceiling that lowers a proposal with its document and article, and whether anyone read the text."""
    rule = joined([cap.ceiling.document, cap.ceiling.article], ", ")
    most = language.money(cap.most_vnd)
    said = language.text("eligible {most} by {rule}", most=most, rule=rule)
    return said if cap.ceiling.is_checked else f"{said} ({language.text('not checked against the text')})"
