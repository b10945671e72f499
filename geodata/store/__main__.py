"""Commands on the store of the settings: `python -m geodata.store backup FILE`, `restore FILE`, `verify`, `views`, `audit --csv FILE`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geodata.settings import SettingError, local_user
from geodata.store.audit_csv import write_audit
from geodata.store.backup import back_up, restore
from geodata.store.database import Store, open_store
from geodata.store.model import StoreError
from geodata.store.postgis import VIEWS, set_views


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return 0; 1 after naming on standard error what is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        store = open_store()
        lines, is_good = _answer(store, asked)
    except (StoreError, SettingError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's answer
        return 1
    print(*lines, sep="\n", file=sys.stdout if is_good else sys.stderr)
    return 0 if is_good else 1


def _answer(store: Store, asked: argparse.Namespace) -> tuple[list[str], bool]:
    shown = store.database.address.shown
    if asked.command == "backup":
        backup = back_up(store, asked.file)
        return [f"{asked.file}: revision {backup.revision} of {shown}, {sum(backup.counts.values())} rows."], True
    if asked.command == "restore":
        backup, aside = restore(store, asked.file, who=local_user(), is_replacing=asked.replace)
        kept = [f"What was there before is kept in {aside}."] if aside else []
        return [f"{shown}: restored to revision {backup.revision} of {backup.at}, verified.", *kept], True
    if asked.command == "views":
        return _views(store)
    if asked.command == "audit":
        return [f"{asked.csv}: {write_audit(store, asked.csv)} entries."], True
    problems = store.verify()
    return list(problems) or [f"{shown}: whole, revision {store.revision()}."], not problems


def _views(store: Store) -> tuple[list[str], bool]:
    if store.database.is_sqlite:
        return ["Views with geometry need PostgreSQL with PostGIS (DATABASE_URL)."], False
    with store.writing() as connection:
        is_set = set_views(connection)
    missing = "PostGIS is missing: an administrator of the database runs CREATE EXTENSION postgis; then run this again."
    return [f"Set: {', '.join(VIEWS)}." if is_set else missing], is_set


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geodata.store", description="Look after the office's own data.")
    commands = parser.add_subparsers(dest="command", required=True)
    backup = commands.add_parser("backup", help="write all of it to one file, while others work")
    backup.add_argument("file", type=Path)
    restored = commands.add_parser("restore", help="put a backup in its place, verified, all or nothing")
    restored.add_argument("file", type=Path)
    restored.add_argument(
        "--replace", action="store_true", help="though there are rows; they are kept in a backup of their own"
    )
    commands.add_parser("verify", help="check the chain of the audit and every row against it")
    commands.add_parser("views", help="set the views that QGIS opens, after PostGIS was added (PostgreSQL)")
    audit = commands.add_parser("audit", help="write the whole audit to a CSV")
    audit.add_argument("--csv", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
