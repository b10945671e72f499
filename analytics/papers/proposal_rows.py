"""What papers say of a proposal, from its row."""

from analytics.papers.people import ProposalFacts
from analytics.selection.place_words import Row
from analytics.wording.labels import label, label_of
from analytics.wording.language import language
from geodata.schema.vocabulary import Programme, SupportContent

_VI = language()


def facts_of(proposal: Row) -> ProposalFacts:
    """Return title, content, programme, year and amounts of a proposal; a programme that no source states is left open."""
    programme = proposal["programme"]
    return ProposalFacts(
        title=str(proposal["title"] or ""),
        content=label_of(SupportContent, proposal["support_content"], _VI),
        programme="" if programme in {None, Programme.UNKNOWN} else label(Programme(str(programme)), _VI),
        year=proposal["year_from"],
        total_vnd=proposal["total_investment_vnd"],
        support_vnd=proposal["support_vnd"],
        counterpart_vnd=proposal["counterpart_vnd"],
    )
