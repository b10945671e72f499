"""Settings of signing in that Streamlit cannot read close the app, which says so in words; mended, they open it again."""

import time
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.server.door import App, running_app, session_of, until_done

SECRET = 'cookie_secret = "Only for the tests of this computer, 42"'  # noqa: S105 - for these tests alone
UNREADABLE = {
    "a text": b'auth = "x"',
    "a list of sections": b'[[auth]]\nclient_id = "x"',
    "a truth value": b"auth = true",
    "UTF-16": '[auth]\nclient_id = "x"'.encode("utf-16"),
    "an unknown word": f'[auth]\n{SECRET}\nclient_id = "x"\nexpose_tokens = "all"'.encode(),
    "a number as the secret": b'[auth]\ncookie_secret = 5\nclient_id = "x"',
}


def is_closed(app: App) -> bool:
    status, headers, content = app.ask("/")
    text = content.decode()
    assert headers["X-Content-Type-Options"] == "nosniff"
    return status == 503 and "secrets.toml" in text and "Error" not in text


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_closes_in_words_and_without_a_trace(kind: str, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_bytes(UNREADABLE[kind])
    with running_app(tmp_path, {"STREAMLIT_SECRETS_FILES": str(secrets)}, 503) as app:
        assert is_closed(app)
        with pytest.raises(InvalidStatus), app.socket():
            pass
        log = app.log.read_text("utf-8")
        assert "sign" in log
        assert "Traceback" not in log


def test_mended_settings_open_the_app_again(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_bytes(UNREADABLE["UTF-16"])
    with running_app(tmp_path, {"STREAMLIT_SECRETS_FILES": str(secrets)}, 503) as app:
        assert is_closed(app)
        secrets.write_text(f'[auth]\n{SECRET}\nclient_id = "x"\n', "utf-8")
        for _ in range(100):
            if app.ask("/")[0] == 200:
                break
            time.sleep(0.1)
        assert app.ask("/_stcore/health")[0] == 200
        with app.socket() as socket:
            session_of(socket)
            until_done(socket)


def test_an_example_alone_closes_nothing(tmp_path: Path) -> None:
    (tmp_path / "secrets.example.toml").write_text('[auth]\nclient_id = "<client id>"\n', "utf-8")
    with running_app(tmp_path, {"STREAMLIT_SECRETS_FILES": str(tmp_path / "secrets.toml")}) as app:
        assert app.ask("/")[0] == 200
        with app.socket(Cookie=app.cookie()) as socket:
            session_of(socket)
            assert "Chỉ xem" not in until_done(socket).decode("utf-8", "replace")
