"""Commands on the store of the settings: `python -m geodata.store backup FILE`, `restore FILE`, `verify`, `views`, `audit --csv FILE`, `erase`, `retention`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from geodata.clock import today, utc_now
from geodata.settings import REMOVED_KEPT_DAYS, SettingError, local_user, removed_kept_days
from geodata.store.backup import back_up, restore
from geodata.store.database import Store, open_store
from geodata.store.history import erasing, keeping
from geodata.store.history.audit_csv import write_audit
from geodata.store.history.erasing import ErasureSearch
from geodata.store.model import StoreError
from geodata.store.postgis import VIEWS, set_views


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return 0; 1 after naming on standard error what is wrong."""
    asked = _parser().parse_args(arguments)
    try:
        store = open_store()
        lines, is_good = _answer(store, asked)
    except (StoreError, SettingError, OSError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command's answer
        return 1
    print(*lines, sep="\n", file=sys.stdout if is_good else sys.stderr)
    return 0 if is_good else 1


def _answer(store: Store, asked: argparse.Namespace) -> tuple[list[str], bool]:
    commands: dict[str, Callable[[Store, argparse.Namespace], tuple[list[str], bool]]] = {
        "backup": _backup,
        "restore": _restore,
        "views": lambda store, _: _views(store),
        "audit": lambda store, asked: ([f"{asked.csv}: {write_audit(store, asked.csv)} entries."], True),
        "erase": lambda store, asked: _erase(store, _wanted(asked), is_sure=asked.yes),
        "retention": _retention,
        "sweep": _sweep,
        "verify": _verify,
    }
    return commands[asked.command](store, asked)


def _backup(store: Store, asked: argparse.Namespace) -> tuple[list[str], bool]:
    backup = back_up(store, asked.file)
    shown, count = store.database.address.shown, sum(backup.counts.values())
    return [f"{asked.file}: revision {backup.revision} of {shown}, {count} rows."], True


def _restore(store: Store, asked: argparse.Namespace) -> tuple[list[str], bool]:
    backup, aside = restore(store, asked.file, who=local_user(), is_replacing=asked.replace)
    kept = [f"What was there before is kept in {aside}."] if aside else []
    shown = store.database.address.shown
    return [f"{shown}: restored to revision {backup.revision} of {backup.at}, verified.", *kept], True


def _verify(store: Store, _: argparse.Namespace) -> tuple[list[str], bool]:
    problems = store.verify()
    return list(problems) or [f"{store.database.address.shown}: whole, revision {store.revision()}."], not problems


def _sweep(store: Store, _: argparse.Namespace) -> tuple[list[str], bool]:
    store.sweep()
    return [f"{store.database.address.shown}: no gap holds an erased value."], True


def _wanted(asked: argparse.Namespace) -> ErasureSearch:
    """Return the question that finds what is to be erased."""
    if asked.person is not None:
        return lambda connection: erasing.naming(connection, asked.person)
    table, _, row_id = asked.record.partition("/")
    return lambda connection: erasing.of_record(connection, table, row_id, asked.column, with_files=asked.files)


def _erase(store: Store, question: ErasureSearch, *, is_sure: bool) -> tuple[list[str], bool]:
    with store.reading() as connection:
        found = question(connection)
    lines = [f"{table} {row_id}: {column}" for table, row_id, column in sorted(found.cells)]
    lines += [f"stays, not erased: {place}" for place in found.elsewhere]
    if not found.cells:
        return [*lines, f"{store.database.address.shown}: nothing to erase."], True
    if not is_sure:
        return [*lines, "Nothing was changed. Erasing cannot be taken back: give --yes to do it."], True
    revision = store.erase(question, who=local_user())
    return [*lines, f"Erased as revision {revision}. {_BACKUPS}"], True


_BACKUPS = (
    "Backups and files of exports that were made before still hold it: delete them, or make new ones; "
    "one that is restored over this store is erased again."
)


def _retention(store: Store, asked: argparse.Namespace) -> tuple[list[str], bool]:
    days, on = removed_kept_days(), today()
    before = None if days is None else (utc_now() - timedelta(days=days)).isoformat(timespec="milliseconds")

    def question(connection: sa.Connection) -> erasing.Found:
        cells = keeping.past_keeping(connection, on).cells
        cells |= erasing.removed_before(connection, before).cells if before else set()
        return erasing.found_in(connection, cells)

    lines, is_good = _erase(store, question, is_sure=asked.yes)
    return (
        [] if before else [f"{REMOVED_KEPT_DAYS} is not set: what was removed is kept without end."]
    ) + lines, is_good


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
    erased = commands.add_parser(
        "erase", help="erase what is said of a person, in rows, audit and file; lists it without --yes"
    )
    what = erased.add_mutually_exclusive_group(required=True)
    what.add_argument("--record", metavar="TABLE/KEY", help="the personal values of a row")
    what.add_argument("--person", metavar="NAME", help="all that names a person")
    erased.add_argument("--column", action="append", default=[], help="with --record: this value, personal or not")
    erased.add_argument("--files", action="store_true", help="with --record: the files that lie or lay beside it, too")
    kept = commands.add_parser(
        "retention",
        help=f"erase what was removed more than {REMOVED_KEPT_DAYS} days ago, and contacts and photos of campaigns past their day; lists it without --yes",
    )
    commands.add_parser("sweep", help="write anew what may hold traces of erased values, while nobody works")
    for one in (erased, kept):
        one.add_argument("--yes", action="store_true", help="do it")
    audit = commands.add_parser("audit", help="write the whole audit to a CSV")
    audit.add_argument("--csv", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
