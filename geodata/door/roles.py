"""The file that gives people their roles, read again when it changes; a file that cannot be read gives nobody any."""

import tomllib
from functools import lru_cache
from pathlib import Path

from geodata.door.access import MOST_HOURS, Role, RoleSetting, email_of
from geodata.settings import SettingError

_KEYS = frozenset({"default", "hours", "claim", "email", "group"})


def read_roles(path: Path) -> RoleSetting:
    """Return the roles of a TOML file; without the file nobody has one.

    Raises SettingError, which names the file and the entry, for anything in it that is not understood.
    """
    try:
        stat = path.stat()
    except FileNotFoundError:
        return RoleSetting()
    except OSError as error:
        msg = f"{path}: {error.strerror}"
        raise SettingError(msg) from error
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int, size: int) -> RoleSetting:
    del changed, size
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path}: {error}"
        raise SettingError(msg) from error
    if unknown := sorted(set(content) - _KEYS):
        msg = f"{path}: {unknown[0]!r} is no setting of this file; there are: {', '.join(sorted(_KEYS))}"
        raise SettingError(msg)
    return RoleSetting(
        by_email=_by_email(path, _table(path, content, "email")),
        by_claim=_table(path, content, "group"),
        claim=_claim(path, content.get("claim", "groups")),
        default=_role(path, "default", content["default"]) if "default" in content else None,
        hours=_hours(path, content["hours"]) if "hours" in content else None,
    )


def _table(path: Path, content: dict[str, object], name: str) -> dict[str, Role]:
    table = content.get(name, {})
    if not isinstance(table, dict):
        msg = f"{path}: [{name}] is a table of lines like \"…\" = 'editor'"
        raise SettingError(msg)
    if not all(key.strip() for key in table):
        msg = f"{path}: [{name}] has an entry without a name, which would be everybody's"
        raise SettingError(msg)
    return {key: _role(path, f"[{name}] {key}", value) for key, value in table.items()}


def _by_email(path: Path, entries: dict[str, Role]) -> dict[str, Role]:
    """Return the roles by comparable e-mail; what is none, or stands there twice, is refused, for nobody knows what was meant."""
    roles: dict[str, Role] = {}
    for entry, role in entries.items():
        email = email_of({"email": entry})
        if not email:
            msg = f"{path}: [email] {entry!r}: give an address like 'lan@example.vn', in letters without marks and no spaces"
            raise SettingError(msg)
        if email in roles:
            msg = f"{path}: [email] {entry!r}: this person stands there twice (capitals do not count), leave one entry"
            raise SettingError(msg)
        roles[email] = role
    return roles


def _role(path: Path, entry: str, value: object) -> Role:
    if isinstance(value, str) and value in set(Role):
        return Role(value)
    msg = f"{path}: {entry} = {value!r}: give one of {', '.join(Role)}"
    raise SettingError(msg)


def _claim(path: Path, value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    msg = f"{path}: claim = {value!r}: give the name of a claim, such as 'groups'"
    raise SettingError(msg)


def _hours(path: Path, value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= MOST_HOURS:
        return float(value)
    msg = f"{path}: hours = {value!r}: give how many hours a sign-in lasts, more than 0, at most {MOST_HOURS}"
    raise SettingError(msg)
