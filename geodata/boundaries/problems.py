"""What can be wrong with a boundary file, in words for the person who can put it right."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class BoundaryFileError(ValueError):
    """A boundary file cannot be taken; `problems` are all that were found, each with what, where and what to do."""

    def __init__(self, *problems: str) -> None:
        """Keep the problems; the text of the error lists them."""
        super().__init__("\n".join(problems))
        self.problems: Sequence[str] = problems
