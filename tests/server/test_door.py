"""The door of the running app: foreign names and pages get nothing and cost nothing, messages and files are held to a visit."""

import json
import re
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest
from google.protobuf.descriptor import Descriptor
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection

from pages.components.visit.streamlit_parts import BackMsg, ForwardMsg
from pages.server import messages
from tests.browser.conftest import ROOT
from tests.server.door import App, console_token, running_app, session_of, until_done
from tests.start import TOKEN
from tests.streamlit_parts import most_message_megabytes

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
PATHS = (
    "/",
    "/map",
    "/edit",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/bidi-components/x",
    "/app/static/README.md",
    "/component/streamlit_folium.st_folium/index.html",
    "/media/0.csv",
    "/auth/login",
    "/oauth2callback",
    "/favicon.png",
    "/nothing?token=x",
)
HOSTS = ("evil.example", "localhost.evil.example", "192.0.2.7", "10.0.0.1:8501", "", "127.0.0.1@evil.example", "[::2]")
LOCAL_PAGES = ("http://127.0.0.1:1", "http://localhost:3000", "http://[::1]:8080", "http://127.0.0.1")
ORIGINS = ("http://evil.example", "https://evil.example:8501", "null", "file://", "http://0.0.0.0:8501", *LOCAL_PAGES)
N_SOCKETS = 48
AT_ONCE = 8


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running_app(tmp_path_factory.mktemp("door")) as running:
        yield running


def is_refused(app: App, origin: str) -> bool:
    try:
        with app.socket(origin):
            return False
    except InvalidStatus as refused:
        return refused.response.status_code == 403


def health_seconds(app: App, n: int) -> list[float]:
    seconds = []
    for _ in range(n):
        started = time.perf_counter()
        assert app.ask("/_stcore/health")[0] == 200
        seconds.append(time.perf_counter() - started)
    return seconds


def test_foreign_pages_are_refused_without_a_look_up_and_hold_up_nobody(app: App) -> None:
    idle = health_seconds(app, 40)
    with ThreadPoolExecutor(AT_ONCE) as many:
        asked = [many.submit(is_refused, app, f"http://page{n}.example") for n in range(N_SOCKETS)]
        busy = health_seconds(app, 40)
        assert all(one.result() for one in asked)
    assert app.outside == []
    assert median(busy) <= max(3 * median(idle), 0.05)
    assert sum(busy) <= max(
        3 * sum(idle), 1.5
    )  # a loop that is held up answers one check late, and the next ones quickly


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_page_of_another_program_opens_no_socket(app: App, origin: str) -> None:
    assert is_refused(app, origin)
    assert app.outside == []


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "POST"])
def test_a_page_of_another_program_is_answered_nothing(app: App, origin: str, method: str) -> None:
    for path in ("/", "/_stcore/health", "/app/static/README.md", "/_stcore/upload_file/x/y"):
        status, headers, content = app.ask(path, method, {"Origin": origin})
        assert (status, content) == (403, b"")
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("host", HOSTS)
def test_under_a_foreign_name_there_is_nothing(app: App, host: str) -> None:
    for path in PATHS:
        status, _, content = app.ask(path, headers={"Host": host})
        assert status in {400, 403}
        assert b"streamlit" not in content.lower()
        assert len(content) < 100


def test_every_answer_says_what_the_browser_may_do(app: App) -> None:
    answers = [app.ask(path) for path in PATHS]
    answers += [app.ask("/", headers={"Host": "evil.example"}), app.ask("/", headers={"Origin": "http://evil.example"})]
    assert len({status for status, _, _ in answers}) >= 4
    for path, (_, headers, _) in zip([*PATHS, "/", "/"], answers, strict=True):
        policy = headers["Content-Security-Policy"]
        assert ("'unsafe-eval'" in policy) is path.startswith("/component/")
        for rule in ("default-src 'self'", "frame-ancestors 'self'", "object-src 'none'", "base-uri 'self'"):
            assert rule in policy
        assert not re.search(r"https?:|\*", policy)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=(self)" in headers["Permissions-Policy"]
        assert "geolocation=(self)" in headers["Permissions-Policy"]


def test_metrics_are_for_this_computer_alone(app: App) -> None:
    assert app.ask("/_stcore/metrics")[0] == 200
    assert app.ask("/_stcore/metrics", headers={"X-Forwarded-For": "127.0.0.1"})[0] == 404


def test_the_token_becomes_a_cookie_and_leaves_the_address(app: App) -> None:
    status, headers, _ = app.ask(f"/edit?district=219&token={TOKEN}&lang=en")
    assert (status, headers["Location"]) == (303, "/edit?district=219&lang=en")
    cookie = headers["Set-Cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    status, headers, _ = app.ask("/edit?token=wrong")
    assert (status, headers["Location"], headers["Set-Cookie"]) == (303, "/edit", None)


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "///evil.example", "/%5Cevil.example"])
def test_an_address_with_a_token_leads_to_this_app_alone(app: App, path: str) -> None:
    _, headers, _ = app.ask(f"{path}?token={TOKEN}")
    assert re.match(r"/[^/\\]", headers["Location"])


def test_the_token_is_printed_once_and_logged_nowhere(app: App) -> None:
    assert console_token(app.log) == TOKEN
    app.ask(f"/?token={TOKEN}", headers={"Origin": "http://evil.example"})
    app.ask(f"/?token={TOKEN}", headers={"Host": "evil.example"})
    app.ask(f"/%ff?token={TOKEN}")
    assert app.log.read_text("utf-8").count(TOKEN) == 1


def is_taken(message: BackMsg) -> bool:
    return not messages.problem_of(message.SerializeToString())


def test_what_a_visit_may_say_is_what_a_page_of_the_app_says() -> None:
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert kinds >= messages.MESSAGE_KINDS
    for kind in kinds:
        message = BackMsg()
        field = BackMsg.DESCRIPTOR.fields_by_name[kind]
        if field.message_type:
            getattr(message, kind).SetInParent()
        else:
            setattr(message, kind, True)
        is_through = is_taken(message)
        assert is_through is (kind in messages.MESSAGE_KINDS - {"backend_operation_request"})
    operations = BackMsg.DESCRIPTOR.fields_by_name["backend_operation_request"].message_type
    for field in operations.oneofs_by_name["payload"].fields:
        message = BackMsg()
        getattr(message.backend_operation_request, field.name).SetInParent()
        assert is_taken(message) is (field.name in messages.OPERATIONS)


def with_files(count: int) -> BackMsg:
    message = BackMsg()
    message.file_urls_request.file_names.extend(["a.csv"] * count)
    return message


def with_widgets(count: int) -> BackMsg:
    message = BackMsg()
    for number in range(count):
        message.rerun_script.widget_states.widgets.add(id=str(number), string_value="x")
    return message


def with_hashes(count: int) -> BackMsg:
    message = BackMsg()
    message.rerun_script.cached_message_hashes.extend(["x"] * count)
    return message


def with_address(count: int) -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = "a&" * (count // 2) + "a" * (count % 2)
    return message


def with_values(count: int) -> BackMsg:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="1").string_array_value.data.extend(["x"] * (count // 2))
    message.rerun_script.widget_states.widgets.add(id="2").int_array_value.data.extend([1] * (count - count // 2))
    return message


def with_nested_lists(count: int) -> BackMsg:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="1", json_value="[" * count)
    return message


def with_tables(count: int) -> BackMsg:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="1", string_value='{"a":' * count)
    return message


def with_numbers(count: int) -> BackMsg:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="1", json_value="1," * count)
    return message


@pytest.mark.parametrize(
    ("made", "most"),
    [
        (with_files, messages.MOST_FILES),
        (with_widgets, messages.MOST_WIDGETS),
        (with_hashes, messages.MOST_HASHES),
        (with_address, messages.MOST_ADDRESS),
        (with_values, messages.MOST_VALUES),
        (with_nested_lists, messages.MOST_MESSAGE_PARTS),
        (with_tables, messages.MOST_MESSAGE_PARTS),
        (with_numbers, messages.MOST_MESSAGE_PARTS),
    ],
)
def test_one_message_holds_up_nobody_by_what_it_names(made: Callable[[int], BackMsg], most: int) -> None:
    assert is_taken(made(most))
    assert not is_taken(made(most + 1))


def test_a_message_has_few_bytes() -> None:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.add(id="1", string_value="x" * 1_900_000)
    with most_message_megabytes(CONFIG["server"]["maxWidgetStateSize"]):
        assert is_taken(message)
        message.rerun_script.widget_states.widgets[0].string_value *= 2
        assert not is_taken(message)


def lists_of(part: Descriptor) -> set[str]:
    """Return the fields of a message, and of the messages in it, that can hold many values."""
    found = {f"{part.name}.{field.name}" for field in part.fields if field.is_repeated}
    return found.union(*(lists_of(field.message_type) for field in part.fields if field.message_type))


def test_every_list_in_a_message_of_a_visit_has_a_bound() -> None:
    parts = [BackMsg.DESCRIPTOR.fields_by_name[kind].message_type for kind in messages.MESSAGE_KINDS]
    assert set().union(*(lists_of(part) for part in parts if part)) == {
        "FileURLsRequest.file_names",
        "ClientState.cached_message_hashes",
        "WidgetStates.widgets",
        "DoubleArray.data",
        "SInt64Array.data",
        "StringArray.data",
        "FileUploaderState.uploaded_file_info",
    }


def test_an_address_that_is_too_long_is_refused_in_words(app: App) -> None:
    status, headers, content = app.ask("/funding?" + "a&" * (messages.MOST_ADDRESS // 2 + 1))
    assert status == 414
    assert "Địa chỉ" in content.decode()
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert app.ask("/funding?" + "a&" * (messages.MOST_ADDRESS // 2))[0] == 200


@pytest.mark.parametrize(("language", "words"), [("vi", "quá nhiều"), ("en", "too much at once")])
def test_who_types_too_much_is_told_and_the_visit_goes_on(app: App, language: str, words: str) -> None:
    with app.socket() as socket:
        session_of(socket)
        until_done(socket)
        message = with_nested_lists(messages.MOST_MESSAGE_PARTS + 1)
        message.rerun_script.query_string = f"lang={language}"
        socket.send(message.SerializeToString())
        while not (told := ForwardMsg.FromString(socket.recv(timeout=30)).delta.new_element.toast.body):  # type: ignore[arg-type]
            pass
        assert words in told
        session_of(socket)
        until_done(socket)
    assert "too many parts in its values" in app.log.read_text("utf-8")


@pytest.mark.parametrize("data", [b"\xff" * 1000, b"[" * 1000, b"\x0a\x01", bytes(1000)])
def test_what_is_no_message_leaves_no_trace_and_the_visit_goes_on(app: App, data: bytes) -> None:
    with app.socket() as socket:
        session_of(socket)
        until_done(socket)
        for _ in range(5):
            socket.send(data)
        session_of(socket)
        until_done(socket)
    assert "Traceback" not in app.log.read_text("utf-8")


def test_a_visit_goes_on_after_a_message_that_is_not_let_through(app: App) -> None:
    with app.socket() as socket:
        session_of(socket)
        until_done(socket)
        message = BackMsg()
        message.clear_cache = True
        socket.send(message.SerializeToString())
        session_of(socket)
        until_done(socket)


def upload(
    app: App,
    session: str,
    file: str,
    cookie: str,
    content: bytes = b"x",
    *,
    name: str = "a.csv",
    extra: Mapping[str, str] | None = None,
) -> int:
    _, headers, _ = app.ask("/_stcore/health")
    xsrf = headers["Set-Cookie"].partition(";")[0]
    body = (
        f'--b\r\nContent-Disposition: form-data; name="f"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'.encode()
        + content
        + b"\r\n--b--\r\n"
    )
    given = {
        "Cookie": f"{xsrf}; {cookie}",
        "X-Xsrftoken": xsrf.partition("=")[2],
        "Content-Type": "multipart/form-data; boundary=b",
        "Origin": app.url,
        **(extra or {}),
    }
    return app.ask(f"/_stcore/upload_file/{session}/{file}", "PUT", given, body)[0]


def kept_bytes(app: App) -> int:
    _, _, content = app.ask("/_stcore/metrics?families=cache_memory_bytes")
    return sum(int(line.split()[-1]) for line in content.decode().splitlines() if "UploadedFileManager" in line)


def test_a_visit_that_may_not_edit_leaves_no_file(app: App) -> None:
    with app.socket() as socket:
        session = session_of(socket)
        assert [upload(app, one, "1", app.cookie()) for one in (session, "nobody")] == [403, 403]


def test_a_visit_leaves_few_files_and_the_last_ones(app: App) -> None:
    size = 1_000_000
    with app.socket(Cookie=app.cookie()) as socket:
        session = session_of(socket)
        assert [upload(app, session, str(n), app.cookie(), b"x" * size) for n in range(12)] == [204] * 12
        time.sleep(5.5)  # Streamlit keeps what it tells of its memory for five seconds
        assert kept_bytes(app) <= messages.MOST_FILES * size


@pytest.mark.parametrize("cookie", ["", "khuyencong_1=x"])
def test_a_file_is_taken_from_the_person_of_the_visit_alone(app: App, cookie: str) -> None:
    with app.socket(Cookie=app.cookie()) as socket:
        session = session_of(socket)
        assert upload(app, session, "1", cookie) == 403
        assert upload(app, session, "1", app.cookie(), extra={"X-Forwarded-For": "192.0.2.7"}) == 403
        assert upload(app, session, "1", app.cookie()) == 204


def shown(socket: ClientConnection) -> str:
    session_of(socket)
    return until_done(socket).decode("utf-8", "replace")


def test_only_the_page_that_was_opened_with_the_token_may_edit(app: App) -> None:
    with app.socket() as socket:
        assert "Chỉ xem" in shown(socket)
    with app.socket(Cookie=app.cookie()) as socket:
        assert "Chỉ xem" not in shown(socket)
    with app.socket(Cookie=app.cookie(), **{"X-Anything": "1"}) as socket:
        assert "Chỉ xem" in shown(socket)
    with app.socket(has_origin=False, Cookie=app.cookie()) as socket:
        assert "Chỉ xem" in shown(socket)
    with app.socket(Cookie=app.cookie().replace("=", "=0")) as socket:
        assert "Chỉ xem" in shown(socket)


def refusals(log: str) -> list[dict[str, object]]:
    """Return what a console says was refused, each in a line of its own."""
    return [json.loads(line[line.index("{") :]) for line in log.splitlines() if " pages.server.refusing: " in line]


def test_each_refusal_is_a_line_of_the_log_that_names_nobody(tmp_path: Path) -> None:
    private = "lan@example.vn"
    named = {"User-Agent": private, "Referer": f"http://x/?{private}", "X-Forwarded-For": "192.0.2.7"}
    with running_app(tmp_path) as app, app.socket(Cookie=f"a={private}") as socket:
        session = session_of(socket)
        until_done(socket)
        assert app.ask(f"/{private}", headers={**named, "Host": "evil.example"})[0] == 403
        assert app.ask(f"/?{private}" + "a" * messages.MOST_ADDRESS, headers=named)[0] == 414
        assert app.ask(f"/_stcore/metrics?{private}", headers=named)[0] == 404
        assert upload(app, session, "1", f"a={private}", name=private, extra=named) == 403
        socket.send(with_nested_lists(messages.MOST_MESSAGE_PARTS + 1).SerializeToString())
        session_of(socket)
        until_done(socket)
        log = app.log.read_text("utf-8")
    told = refusals(log)
    assert told == [
        {"refused": "foreign_name_or_page", "times": 1, "host": "evil.example", "origin": ""},
        {"refused": "long_address", "times": 1},
        {"refused": "metrics_from_elsewhere", "times": 1},
        {"refused": "file_of_another", "times": 1},
        {"refused": "message", "times": 1, "why": "too many parts in its values"},
    ]
    assert not any(one in log for one in (private, "192.0.2.7", session))


def test_nothing_outside_was_asked_for_by_all_of_this(app: App) -> None:
    assert app.outside == []
