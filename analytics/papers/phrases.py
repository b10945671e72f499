"""The fixed words of papers, one file each in `words/`: always Vietnamese, so no catalogue of the screen holds them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words")


@dataclass(frozen=True)
class Phrases:
    """The phrases of one paper, by key."""

    by_key: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """Return a phrase with its `{name}` fields filled in."""
        return self.by_key[key].format(**values)


@cache
def phrases(paper: str) -> Phrases:
    """Return the phrases of a paper: those of all papers and its own."""
    return Phrases({**_read("common"), **_read(paper)})


def _read(name: str) -> dict[str, str]:
    content = tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: str(text) for key, text in content.items()}
