"""What can be found, and under which names: blocks of names of one kind, as columns, so that a large record stays small."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class NameKind(StrEnum):
    """What a name is of, in the order in which equal matches are told."""

    TASK = "task"
    SCREEN = "screen"
    VIEW = "view"
    DISTRICT = "district"
    COMMUNE = "commune"
    FACILITY = "facility"
    CONTEXT = "context"
    PROPOSAL = "proposal"
    OCOP = "ocop"
    TYPICAL = "typical"
    PRODUCER = "producer"
    MARKET = "market"
    CHOICE = "choice"
    RULE = "rule"
    SOURCE = "source"
    COMMAND = "command"
    STEP = "step"


@dataclass(frozen=True, eq=False)
class NameList:
    """Names of one kind: the key of what each is of, and its text.

    Something may have several names. `weight` is below 1 for what it is less often looked for by, such as its products.
    """

    kind: NameKind
    keys: Sequence[str]
    texts: Sequence[str]
    weight: float = 1.0


@dataclass(frozen=True, order=True)
class Hit:
    """Something found: how well it fits (1: to the letter), what it is, and the name that was met."""

    score: float
    kind: NameKind
    key: str
    name: str
