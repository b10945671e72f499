"""The command of a third party: `python -m analytics.planning verify FILE` recomputes the file of a scenario."""

import argparse
import sys
from pathlib import Path

from analytics.planning.scenario import ScenarioError
from analytics.planning.verify import verified


def main(arguments: list[str] | None = None) -> int:
    """Return 0 where all of the file is as it says, 1 where something is not, 2 where it is no scenario."""
    parser = argparse.ArgumentParser(prog="python -m analytics.planning", description="Recompute a plan from its file.")
    commands = parser.add_subparsers(required=True)
    verify = commands.add_parser("verify", help="recompute the file of a scenario")
    verify.add_argument("file", type=Path)
    path: Path = parser.parse_args(arguments).file
    try:
        found = verified(path)
    except (OSError, ScenarioError) as error:
        sys.stderr.write(f"{path}: {error}\n")
        return 2
    for one in found:
        sys.stdout.write(f"{'ok   ' if one.is_right else 'WRONG'} {one.text}\n")
    return 0 if all(one.is_right for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
