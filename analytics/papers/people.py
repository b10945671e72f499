"""People, producers and proposals as papers name them; what is empty or None is left to fill in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A person with position and agency; `role` is what they are in this meeting ("Chủ tịch Hội đồng")."""

    name: str = ""
    position: str = ""
    agency: str = ""
    role: str = ""


@dataclass(frozen=True)
class Producer:
    """A rural industrial facility: `address` as the office writes it, `representative` who speaks and signs for it."""

    name: str
    address: str = ""
    representative: str = ""
    position: str = ""
    phone: str = ""
    sector: str = ""


@dataclass(frozen=True)
class ProposalFacts:
    """What a proposal is about; texts are Vietnamese, as on the screen; `support_vnd` is what is or was asked for."""

    title: str
    content: str = ""
    programme: str = ""
    year: int | None = None
    total_vnd: int | None = None
    support_vnd: int | None = None
    counterpart_vnd: int | None = None
