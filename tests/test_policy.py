"""What the repository and its configuration promise: this computer alone, nothing of others committed, small readable files."""

import ast
import re
import subprocess
import tokenize
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
PAGE_LINES = 120
FORBIDDEN = {
    "a registry of this machine": (
        "index" + "-url",
        "extra-" + "index",
        "PIP_" + "INDEX",
        "UV_" + "INDEX",
        "GO" + "PROXY=",
    ),
    "a folder of this machine": (
        "/" + "work/main",
        "/" + "work/shared",
        "/" + "home/",
        "/" + "root/",
        "/" + "Users/",
        "C:" + "\\",
    ),
    "a secret": ("BEGIN " + "PRIVATE", "BEGIN RSA " + "PRIVATE", "AKIA" + "IOSF", "gh" + "p_", "pass" + "word ="),
}
THIRD_PARTY = re.compile(
    r"\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|whl|map)$|(^|/)node_modules/|leaflet[\w.-]*\.(js|css)$"
)


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    ("section", "name", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "maxUploadSize", 20),
        ("server", "enableStaticServing", True),
        ("server", "allowedHosts", ["localhost", "127.0.0.1", "::1"]),
        ("server", "enableXsrfProtection", True),
        ("server", "enableCORS", True),
        ("server", "enableAgentApi", False),
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "allowedOrigins", []),
        ("logger", "hideWelcomeMessage", True),
        ("runner", "magicEnabled", False),
    ],
)
def test_the_app_serves_this_computer_alone_and_tells_nobody(section: str, name: str, value: object) -> None:
    assert CONFIG[section][name] == value


@pytest.mark.parametrize("name", ["cookieSecret", "trustedUserHeaders", "corsAllowedOrigins"])
def test_no_secret_and_no_way_around_sign_in_is_configured(name: str) -> None:
    assert name not in CONFIG["server"]


@pytest.mark.parametrize(
    ("host", "is_allowed"),
    [
        ("localhost:8501", True),
        ("127.0.0.1:8501", True),
        ("[::1]:8501", True),
        ("rebound.example", False),
        ("localhost.example", False),
        ("192.0.2.7:8501", False),
        (None, False),
    ],
)
def test_the_server_answers_under_its_own_names_only(host: str | None, is_allowed: bool) -> None:  # noqa: FBT001 - a case
    from pages.components.visit.streamlit_parts import is_host_allowed  # noqa: PLC0415 - only this test needs it
    from tests.streamlit_parts import patch_config_options  # noqa: PLC0415

    with patch_config_options({"server.allowedHosts": CONFIG["server"]["allowedHosts"]}):
        assert is_host_allowed(host) is is_allowed


def test_the_example_of_secrets_holds_places_to_fill_in_and_no_secret() -> None:
    (example,) = re.findall(
        r"```toml\n(\s+\[auth\].*?)```", (ROOT / "docs" / "access.md").read_text("utf-8"), re.DOTALL
    )
    secrets = tomllib.loads(example)["auth"]
    assert set(secrets) == {"redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"}
    assert all(secrets[name].startswith("<") for name in ("cookie_secret", "client_id", "client_secret"))


@pytest.mark.parametrize("address", [None, "0.0.0.0", "::", "127.0.0.1"])  # noqa: S104 - nothing is bound
def test_no_greeting_asks_for_the_address_of_this_computer(
    address: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.streamlit_parts import greet  # noqa: PLC0415 - only this test needs it

    hidden = {"logger.hideWelcomeMessage": CONFIG["logger"]["hideWelcomeMessage"]}
    settings = {**hidden, "server.address": address, "server.headless": True}
    greet(settings, monkeypatch, lambda: pytest.fail("the internet is asked"))
    assert capsys.readouterr().out == ""


def test_no_interface_for_agents_is_open() -> None:
    settings = {f"{section}.{name}".lower(): value for section, part in CONFIG.items() for name, value in part.items()}
    assert [name for name, value in settings.items() if re.search(r"agent|mcp", name) and value] == []


def test_every_file_to_take_away_asks_for_the_right_where_it_is_made() -> None:
    made = []
    for path in python_files("pages"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "download_button":
                data = node.args[1] if len(node.args) > 1 else None
                made.append((short(path), isinstance(data, ast.Call) and getattr(data.func, "id", "") == "requiring"))
    assert len(made) >= 6
    assert [path for path, is_asked in made if not is_asked] == []


def test_every_setting_is_one_that_streamlit_knows() -> None:
    from tests.streamlit_parts import known_settings  # noqa: PLC0415 - only this test needs it

    def names(part: dict[str, object], prefix: str) -> list[str]:
        found = []
        for name, value in part.items():
            found += names(value, f"{prefix}{name}.") if isinstance(value, dict) else [f"{prefix}{name}"]
        return found

    known = known_settings()
    assert [name for name in names(CONFIG, "") if name not in known] == []


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_tracked_file_holds(kind: str) -> None:
    found = [
        f"{name}: {word}"
        for name in tracked()
        for word in FORBIDDEN[kind]
        if word in (ROOT / name).read_text("utf-8", errors="ignore")
    ]
    assert found == []


def test_every_address_in_the_configuration_is_public() -> None:
    names = [name for name in tracked() if not name.startswith(("tests/", "geodata/record/public/"))]
    hosts = {
        host
        for name in names
        if not name.endswith((".png", ".json"))
        for host in re.findall(r"https?://([\w.-]+)", (ROOT / name).read_text("utf-8", errors="ignore"))
    }
    private = re.compile(r"(\d+\.){3}\d+|[^.]+|.*\.(internal|local|lan|corp|intranet)")
    assert {host for host in hosts if private.fullmatch(host)} <= {"127.0.0.1", "localhost"}


def test_nothing_of_others_is_committed() -> None:
    assert [name for name in tracked() if THIRD_PARTY.search(name)] == []
    assert [name for name in tracked() if name.startswith("static/")] == ["static/README.md"]


@pytest.mark.parametrize(
    "name", ["uv.lock", "static/vendor/leaflet.js", ".venv/x", ".streamlit/secrets.toml", "data/roles.toml", "x.pyc"]
)
def test_what_a_machine_makes_for_itself_is_ignored(name: str) -> None:
    ignored = subprocess.run(["git", "check-ignore", "-q", "--no-index", name], cwd=ROOT, check=False)
    assert ignored.returncode == 0


def test_no_tracked_file_is_large() -> None:
    assert [name for name in tracked() if (ROOT / name).stat().st_size > 1_000_000] == []


@pytest.mark.parametrize("path", [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))], ids=short)
def test_a_page_is_read_in_a_minute(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= PAGE_LINES


@pytest.mark.parametrize("path", [ROOT / "dashboard.py", *sorted((ROOT / "pages").glob("*.py"))], ids=short)
def test_a_page_holds_no_pandas_and_opens_no_file(path: Path) -> None:
    imported = imports_of(ast.parse(path.read_text("utf-8")))
    assert not imported & {"pandas", "sqlalchemy", "sqlite3", "csv", "requests", "os"}


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    """Every module of the app by its path, parsed once."""
    return {short(path): ast.parse(path.read_text("utf-8")) for path in python_files("geodata", "analytics", "pages")}


def test_every_module_says_its_one_idea(modules: dict[str, ast.Module]) -> None:
    first = {name: (ast.get_docstring(tree) or "").partition("\n")[0] for name, tree in modules.items()}
    assert [name for name, line in first.items() if not line.rstrip().endswith(".")] == []


def test_no_module_is_two_ideas(modules: dict[str, ast.Module]) -> None:
    assert [name for name in modules if len((ROOT / name).read_text("utf-8").splitlines()) > 400] == []


def names_of(tree: ast.Module) -> set[str]:
    """Return the public names that a module defines itself."""
    names: set[str] = set()
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return {name for name in names if not name.startswith("_")}


def is_imported(name: str) -> bool:
    """Tell whether others import from a module: nobody does from the script of a screen or a step of the database."""
    return not re.fullmatch(r"pages/\w+\.py|.*/migrations/.*", name)


@pytest.fixture(scope="module")
def meanings(modules: dict[str, ast.Module]) -> dict[str, list[str]]:
    """The modules that define a public name, for each name that two or more define."""
    found: dict[str, list[str]] = {}
    for module, tree in modules.items():
        for name in names_of(tree) if is_imported(module) else ():
            found.setdefault(name, []).append(module)
    assert len(found) > 3000
    return {name: places for name, places in found.items() if len(places) > 1}


def test_a_public_class_has_one_meaning(meanings: dict[str, list[str]]) -> None:
    """Types that are given a name count as classes."""
    assert {name: places for name, places in meanings.items() if name[0].isupper() and not name.isupper()} == {}


def test_a_public_constant_has_one_meaning(meanings: dict[str, list[str]]) -> None:
    assert {name: places for name, places in meanings.items() if name.isupper()} == {}


SHARED_VERBS = {
    "main": "the entry of a command",
    "commit": "the store's verb; `visit.office` does the same in the name of a visit",
    "undo": "as commit",
    "erase": "as commit",
}


def test_a_public_function_has_one_meaning(meanings: dict[str, list[str]]) -> None:
    assert {name: places for name, places in meanings.items() if name.islower() and name not in SHARED_VERBS} == {}
    assert set(SHARED_VERBS) <= set(meanings)


def test_a_job_names_a_function_that_there_is(modules: dict[str, ast.Module]) -> None:
    """A job carries its function as text, "module:function", which no type checker reads."""
    jobs = [
        (name if module == "{__name__}" else f"{module.replace('.', '/')}.py", function)
        for name in modules
        for module, function in re.findall(
            r'"((?:geodata|analytics|pages)[\w.]+|\{__name__\}):([a-z_]+)"', (ROOT / name).read_text("utf-8")
        )
    ]
    assert len(jobs) >= 10
    assert [job for job in jobs if job[0] not in modules or job[1] not in names_of(modules[job[0]])] == []


def imports_of(tree: ast.Module) -> set[str]:
    """Return the packages that a module imports, wherever it does."""
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in imported}


def test_the_core_knows_no_streamlit_and_no_pages(modules: dict[str, ast.Module]) -> None:
    above = {"geodata": {"streamlit", "streamlit_folium", "pages", "dashboard", "analytics"}}
    above["analytics"] = above["geodata"] - {"analytics"}
    roots = {name: imports_of(tree) & above.get(name.split("/")[0], set()) for name, tree in modules.items()}
    assert {name: found for name, found in roots.items() if found} == {}


def test_no_error_is_swallowed_unseen(modules: dict[str, ast.Module]) -> None:
    handlers = [
        (name, node) for name, tree in modules.items() for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)
    ]
    assert [f"{name}:{node.lineno}" for name, node in handlers if node.type is None] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "browser").glob("test_*.py")), ids=short)
def test_what_needs_a_browser_is_marked_so(path: Path) -> None:
    assert "\npytestmark = pytest.mark.browser\n" in path.read_text("utf-8")


@pytest.mark.parametrize("command", ["uv run streamlit run dashboard.py", "uv run pytest"])
def test_the_readme_says_how_to_start_and_check(command: str) -> None:
    assert command in (ROOT / "README.md").read_text("utf-8")


MOST_MODULES, FEWEST_MODULES = 20, 4
SMALL_ROOMS = {
    "geodata/record": "the public record's data lie beside it",
    "geodata/boundaries": "the map layers lie beside it",
    "geodata/attachments": "what is taken and how it is made ready, for the store above",
    "geodata/store/migrations": "Alembic's own folder",
    "analytics/boundaries": "a command, whose name is its folder",
    "analytics/briefing/pdf": "the letters that it is written in serve other files too, in downloads",
    "analytics/proposals": "what is due and surveyed; stages are in the charts",
    "analytics": "what the warm process of jobs loads stands above all rooms",
    "pages/components": "rooms only",
}


def rooms() -> dict[str, int]:
    """Modules of each folder of code, without its own page."""
    counts: dict[str, int] = {}
    for path in python_files("geodata", "analytics", "pages"):
        room = path.parent.relative_to(ROOT).as_posix()
        counts[room] = counts.get(room, 0) + (path.name != "__init__.py")
    return counts


def test_a_room_is_neither_full_nor_nearly_empty() -> None:
    small = {room for room, n in rooms().items() if n < FEWEST_MODULES}
    assert small <= set(SMALL_ROOMS)
    assert {room: n for room, n in rooms().items() if n > MOST_MODULES} == {}


def test_the_page_of_rooms_names_every_room_with_what_it_holds() -> None:
    page = (ROOT / "docs" / "rooms.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([\w/]+)/` \| (.*) \|$", page, re.MULTILINE))
    said = {
        room: (ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8"))) or "").split("\n")[0]
        for room in rooms()
        if (ROOT / room / "__init__.py").exists()
    }
    assert {room: listed.get(room) for room in said} == said
    assert [room for room in listed if not (ROOT / room).is_dir()] == []


FEWEST_LINES = 30
SMALL_MODULES = {
    **dict.fromkeys(
        ("analytics/briefing/pdf/rows", "analytics/overview/alike"),
        "a subject of its own, whose one reader is long enough",
    ),
    **dict.fromkeys(
        (
            "analytics/evidence/printed",
            "analytics/importing/getting_started",
            "analytics/proposals/steps",
            "analytics/papers/legal_grounds",
            "geodata/store/history/audit_csv",
        ),
        "figures or words for one reader in a room below",
    ),
    **dict.fromkeys(
        ("geodata/store/saved_views", "geodata/store/sign_outs"), "a module for each table that is no record"
    ),
    **dict.fromkeys(
        ("pages/components/browser/page_style", "pages/components/browser/slide_show"),
        "a module for each thing that the browser gets",
    ),
    **dict.fromkeys(
        ("pages/components/rules/cards", "pages/components/search/rows"), "without it the room has too few modules"
    ),
    "analytics/findings/record_headlines": "a module for each subject of headlines",
    "analytics/quality/disagreements": "a module for each kind of finding",
    "analytics/wording/glossary": "the terms lie beside it; read when the help is opened",
    "pages/components/frame/warm": "loaded beside the start, for it loads the data libraries",
}
"""Modules with fewer lines of code and one reader, each with the reason why it stands alone."""


def lines_of_code(path: Path) -> int:
    """Lines with code: without blanks, comments and the texts that say what something is."""
    lines: set[int] = set()
    is_first = True
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            if token.string.strip() and token.type != tokenize.COMMENT:
                if not (is_first and token.type == tokenize.STRING):
                    lines.update(range(token.start[0], token.end[0] + 1))
                is_first = False
            is_first = is_first or token.type == tokenize.NEWLINE
    return len(lines)


def test_a_small_module_of_one_reader_stands_with_it(modules: dict[str, ast.Module]) -> None:
    readers = Counter(
        name
        for tree in modules.values()
        for name in {
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for name in (node.module, *(f"{node.module}.{one.name}" for one in node.names))
        }
    )
    small = {
        name.removesuffix(".py")
        for name in modules
        if readers[name.removesuffix(".py").replace("/", ".")] == 1 and lines_of_code(ROOT / name) < FEWEST_LINES
    }
    assert small - set(SMALL_MODULES) == set()
    assert [name for name in SMALL_MODULES if not (ROOT / f"{name}.py").exists()] == []


DRAWERS = "analytics/figures/drawn/"
OF_PLOTLY = {"analytics.figures.drawing", "plotly"}
"""What draws with Plotly, and its own objects."""


def test_a_chart_is_a_specification_and_only_drawers_know_plotly(modules: dict[str, ast.Module]) -> None:
    """The frame of charts takes the drawn figure to the browser; everyone else says what is shown, not how."""
    frames = {"analytics/figures/chart.py", "analytics/figures/style.py", "pages/components/browser/chart_frame.py"}
    named = {
        name: [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        for name, tree in modules.items()
        if name.startswith(("analytics/", "pages/")) and not name.startswith(DRAWERS) and name not in frames
    }
    assert {name: found for name, found in named.items() if OF_PLOTLY & set(found)} == {}
