"""Settings from the environment, read here and nowhere else; a wrong value is refused with what to do."""

import getpass
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

ILLUSTRATIVE = "KHUYENCONG_ILLUSTRATIVE"
MOST_FACILITIES = 200_000
DATA = "KHUYENCONG_DATA"
ROLES = "KHUYENCONG_ROLES"
OFFICE = "KHUYENCONG_OFFICE"
SIGN_IN = "KHUYENCONG_SIGN_IN"
START_TOKEN = "KHUYENCONG_START_TOKEN"  # noqa: S105 - the name of a setting
DEFAULT_DATA = Path(__file__).parents[1] / "data"
DATABASE = "DATABASE_URL"
TILES_URL = "KHUYENCONG_TILES_URL"
TEMPLATE = "KHUYENCONG_TEMPLATE"
IMPORT_KEPT_MINUTES = "KHUYENCONG_IMPORT_KEPT_MINUTES"
DEFAULT_IMPORT_KEPT_MINUTES = 60
MOST_IMPORT_KEPT_MINUTES = 1440
TILES_FILE = "KHUYENCONG_TILES_FILE"
TILES_ATTRIBUTION = "KHUYENCONG_TILES_ATTRIBUTION"
REMOVED_KEPT_DAYS = "KHUYENCONG_REMOVED_KEPT_DAYS"
TIME_ZONE = "KHUYENCONG_TIME_ZONE"
DEFAULT_TIME_ZONE = "Asia/Ho_Chi_Minh"
CENTRE = "KHUYENCONG_CENTRE"
ADDRESS = "KHUYENCONG_ADDRESS"


SLOW_RERUN_SECONDS = "KHUYENCONG_SLOW_RERUN_SECONDS"
DEFAULT_SLOW_RERUN_SECONDS = 3


class SettingError(ValueError):
    """A setting has a value that the app cannot follow; the text names the setting, the value and the remedy."""


def illustrative_facilities(environment: Mapping[str, str] | None = None) -> int | None:
    """Return how many facilities the illustrative survey is to have; None, the default, when it is off.

    Raises SettingError unless the value is empty, 0 (off) or a whole number from 10 to 200 000.
    """
    remedy = f"give the number of facilities, 10 to {MOST_FACILITIES}, or 0 for the real record"
    return _whole(ILLUSTRATIVE, range(10, MOST_FACILITIES + 1), remedy, environment, off="0")


@dataclass(frozen=True)
class TileSetting:
    """Where the pictures of a base map come from, an address with {z}, {x}, {y} or a file, and whom the map names for them."""

    url: str | None
    file: Path | None
    attribution: str


def data_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of what the office adds to the app, `data/` beside it unless a setting names another."""
    text = _text(DATA, environment)
    return Path(text).expanduser() if text else DEFAULT_DATA


def time_zone(environment: Mapping[str, str] | None = None) -> str:
    """Return the name of the office's time zone in the IANA database, that of Việt Nam unless a setting names another.

    Raises SettingError for a name that the database does not have.
    """
    text = _text(TIME_ZONE, environment)
    if not text or text in _zones():
        return text or DEFAULT_TIME_ZONE
    msg = f"{TIME_ZONE}={text[:40]!r}: give a name of the IANA time zone database, such as {DEFAULT_TIME_ZONE}"
    raise SettingError(msg)


def import_kept_minutes(environment: Mapping[str, str] | None = None) -> int:
    """Return how long a file whose import failed for no fault of its own is kept for a retry, an hour unless a setting says otherwise.

    Raises SettingError unless the value is a whole number of minutes from 0 (not kept) to a day.
    """
    remedy = f"give minutes, 0 to {MOST_IMPORT_KEPT_MINUTES}"
    kept = _whole(IMPORT_KEPT_MINUTES, range(MOST_IMPORT_KEPT_MINUTES + 1), remedy, environment)
    return DEFAULT_IMPORT_KEPT_MINUTES if kept is None else kept


def slow_rerun_seconds(environment: Mapping[str, str] | None = None) -> int:
    """Return from how many seconds on a run of a screen has a line in the log, three unless a setting says otherwise.

    Raises SettingError unless the value is a whole number of seconds from 0 (each run) to an hour.
    """
    seconds = _whole(SLOW_RERUN_SECONDS, range(3601), "give seconds, 0 to 3600", environment)
    return DEFAULT_SLOW_RERUN_SECONDS if seconds is None else seconds


def removed_kept_days(environment: Mapping[str, str] | None = None) -> int | None:
    """Return for how many days the personal values and files of removed rows are kept; None, the default, without end.

    Raises SettingError unless the value is a whole number of days from 1 to 36 500.
    """
    remedy = "give days, 1 to 36500, or leave it out to keep what was removed without end"
    return _whole(REMOVED_KEPT_DAYS, range(1, 36_501), remedy, environment)


def _whole(name: str, within: range, remedy: str, environment: Mapping[str, str] | None, off: str = "") -> int | None:
    """Return the whole number that a setting gives, None where it is empty or `off`; raises SettingError for any other value."""
    text = _text(name, environment)
    if text in {"", off}:
        return None
    if text.isascii() and text.isdigit() and len(text) <= len(str(within[-1])) and int(text) in within:
        return int(text)
    msg = f"{name}={text[:40]!r}: {remedy}"
    raise SettingError(msg)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def roles_file(environment: Mapping[str, str] | None = None) -> Path:
    """Return the file that says who has which role, `roles.toml` in the data folder unless a setting names another."""
    text = _text(ROLES, environment)
    return Path(text).expanduser() if text else data_folder(environment) / "roles.toml"


def office_file(environment: Mapping[str, str] | None = None) -> Path:
    """Return the file that says who issues and signs papers, `office.toml` in the data folder unless a setting names another."""
    text = _text(OFFICE, environment)
    return Path(text).expanduser() if text else data_folder(environment) / "office.toml"


def is_roles_file_named(environment: Mapping[str, str] | None = None) -> bool:
    """Tell whether a setting names the file of roles: who names one wants people to sign in, be it there or not."""
    return bool(_text(ROLES, environment))


class SignIn(StrEnum):
    """What the office decides about signing in where no provider is set up: nobody is let in, or everybody may look."""

    REQUIRED = "required"
    LOOK = "look"


_OF_ACCESS = re.compile(r"KHUYEN_?CONG_?.*(SIGN|LOGIN|AUTH|ROLE)", re.IGNORECASE)


def sign_in_choice(environment: Mapping[str, str] | None = None) -> SignIn | None:
    """Return what the office decided; None, the default, leaves it to what else is set.

    Raises SettingError for any other word, and for a setting that was meant to be this one or the file of roles.
    """
    names = os.environ if environment is None else environment
    like = sorted(name for name in names if _OF_ACCESS.match(name) and name not in {SIGN_IN, ROLES})
    if like:
        msg = f"{like[0]} is no setting; there are {SIGN_IN} and {ROLES}"
        raise SettingError(msg)
    text = _text(SIGN_IN, environment)
    if not text:
        return None
    if text in set(SignIn):
        return SignIn(text)
    msg = f"{SIGN_IN}={text[:40]!r}: give one of {', '.join(SignIn)}, or leave it out"
    raise SettingError(msg)


def centre_point(environment: Mapping[str, str] | None = None) -> tuple[float, float] | None:
    """Return where the teams of a survey set out, as (longitude, latitude); None, the default, where nobody says.

    Raises SettingError unless the value is a latitude and a longitude in or near the province.
    """
    text = _text(CENTRE, environment)
    if not text:
        return None
    found = re.fullmatch(r"(2[0-3]\.\d{1,7})\s*,\s*(10[4-8]\.\d{1,7})", text)
    if found:
        return float(found[2]), float(found[1])
    msg = f"{CENTRE}={text[:40]!r}: give latitude and longitude, such as 21.2731, 106.1946"
    raise SettingError(msg)


def own_address(environment: Mapping[str, str] | None = None) -> str | None:
    """Return the address under which the office reaches the app, for links on paper; None, the default, where it has none.

    Raises SettingError unless it is an address of the web without query; one that means each reader's own computer is none.
    """
    text = _text(ADDRESS, environment)
    if not text:
        return None
    is_web = re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*)?", text) and len(text) <= 200
    if is_web and not re.match(r"https?://(localhost|127\.[0-9.]*|0\.0\.0\.0)([:/]|$)", text, re.IGNORECASE):
        return text.rstrip("/")
    msg = f"{ADDRESS}={text[:80]!r}: give an address such as https://khuyencong.example.vn"
    raise SettingError(msg)


def given_start_token(environment: Mapping[str, str] | None = None) -> str | None:
    """Return the start token that tests and scripts give; None, the default, for a new one at each start.

    Raises SettingError unless it has 24 to 128 letters and digits.
    """
    text = _text(START_TOKEN, environment)
    if not text:
        return None
    if text.isascii() and text.isalnum() and 24 <= len(text) <= 128:
        return text
    msg = f"{START_TOKEN}: give 24 to 128 letters and digits, or leave it out for a new one at each start"
    raise SettingError(msg)


def local_user() -> str:
    """Return the name of the account that the app runs under, which stands for whoever sits at this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return "user"


@dataclass(frozen=True)
class StoreAddress:
    """Where the office's own data is: a file of SQLite, or the address of a PostgreSQL database."""

    url: str = field(repr=False)
    file: Path | None

    @property
    def shown(self) -> str:
        """The address as it may be printed, without user and password."""
        if self.file:
            return str(self.file)
        parts = urlsplit(self.url)
        return f"postgresql://{parts.hostname or 'localhost'}{f':{parts.port}' if parts.port else ''}{parts.path}"

    @property
    def is_there(self) -> bool:
        """Whether there may be something to read: a file that was never made holds nothing, one that is missing is missed."""
        return self.file is None or self.file.exists() or self.file.with_name(f"{self.file.name}.was-made").exists()


def store_address(environment: Mapping[str, str] | None = None) -> StoreAddress:
    """Return where the store is: `khuyencong.sqlite3` in the data folder unless a setting names another place.

    Raises SettingError for another kind of address; the text does not repeat it, for it may hold a password.
    """
    text = _text(DATABASE, environment)
    if not text:
        default = data_folder(environment) / "khuyencong.sqlite3"
        return StoreAddress(f"sqlite:///{default}", default)
    file = text.removeprefix("sqlite:///")
    if file != text and file.strip("/") and file != ":memory:" and "?" not in file:
        return StoreAddress(text, Path(file).expanduser())
    if text.startswith("postgresql+psycopg://") and _is_server(text):
        return StoreAddress(text, None)
    msg = (
        f"{DATABASE}: give postgresql+psycopg://user:password@host:5432/name or sqlite:////folder/file.sqlite3, "
        "or leave it out for a file in the data folder"
    )
    raise SettingError(msg)


def database_host(environment: Mapping[str, str] | None = None) -> str | None:
    """Return the name of the computer that the database runs on; None for a file, and for a setting that is none."""
    try:
        return urlsplit(_text(DATABASE, environment)).hostname
    except ValueError:
        return None


def _is_server(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(parts.hostname or "host=" in parts.query) and len(parts.path) > 1 and (parts.port or 1) > 0
    except ValueError:
        return False


def tile_setting(environment: Mapping[str, str] | None = None) -> TileSetting | None:
    """Return the base map that is asked for; None, the default, when there is none.

    Raises SettingError for an address that is not http(s) with {z}, {x}, {y}, a missing file, both at once, no attribution.
    """
    url, file = _text(TILES_URL, environment), _text(TILES_FILE, environment)
    if not url and not file:
        return None
    if url and file:
        msg = f"{TILES_URL} and {TILES_FILE} are both set: a map has one base map, take one of them away"
        raise SettingError(msg)
    named = _text(TILES_ATTRIBUTION, environment)
    if not named:
        msg = f"{TILES_ATTRIBUTION} is not set: say whom the map names for the base map, e.g. '© OpenStreetMap contributors'"
        raise SettingError(msg)
    return TileSetting(_checked_url(url) if url else None, _checked_file(file) if file else None, named)


def _text(name: str, environment: Mapping[str, str] | None) -> str:
    return (os.environ if environment is None else environment).get(name, "").strip()


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None
        is_web = is_web and (parts.port or 1) > 0
    except ValueError:
        is_web = False
    left = url.replace("{z}", "").replace("{x}", "").replace("{y}", "").replace("{-y}", "")
    has_places = all(place in url for place in ("{z}", "{x}")) and ("{y}" in url) != ("{-y}" in url)
    if is_web and has_places and left.isascii() and left.isprintable() and not set(left) & set("{}<>\"'`\\ "):
        return url
    msg = f"{TILES_URL}={url[:80]!r}: give an address like https://tiles.example.vn/{{z}}/{{x}}/{{y}}.png"
    raise SettingError(msg)


def _checked_file(text: str) -> Path:
    path = Path(text).expanduser()
    if path.is_file() and path.suffix.lower() in {".mbtiles", ".pmtiles"}:
        return path
    problem = "give a file that ends in .mbtiles or .pmtiles" if path.is_file() else "there is no such file"
    msg = f"{TILES_FILE}={text[:200]!r}: {problem}"
    raise SettingError(msg)


def template_file(environment: Mapping[str, str] | None = None) -> Path | None:
    """Return the office's presentation that decks are written into; None, the default, for a plain one.

    Raises SettingError unless it is a file that ends in .pptx or .potx.
    """
    text = _text(TEMPLATE, environment)
    if not text:
        return None
    path = Path(text).expanduser()
    if path.is_file() and path.suffix.lower() in {".pptx", ".potx"}:
        return path
    msg = f"{TEMPLATE}={text[:200]!r}: there is no such presentation; give a file that ends in .pptx or .potx"
    raise SettingError(msg)


def child_environment() -> dict[str, str]:
    """Return the environment of a process that reads what comes from outside: what the system needs and the time zone, no other setting, no secret."""
    kept = {name: value for name in ("SYSTEMROOT", "LANG", TIME_ZONE) if (value := os.environ.get(name))}
    return {**kept, **_ONE_THREAD}


def office_environment() -> dict[str, str]:
    """Return the environment of a process that works with the office's record: all settings of this one."""
    return {**os.environ, **_ONE_THREAD}


_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
"""A process beside others computes with one thread and keeps no memory for more."""
