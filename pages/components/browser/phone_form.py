"""A form to fill in on a phone; what is typed stays on the device until it was taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.components.browser.frontend import module, style
from pages.components.browser.wire import text

_mount = st.components.v2.component(
    "khuyencong.phone_form",
    html='<div class="form"></div>',
    css=style("phone_form.css"),
    js=module("phone_form.js"),
)
_LONGEST = 4000
MOST_PHOTO = 1_500_000
"""Letters of a photo in base64, more than the form makes of one."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question as the form asks it; `when` is (question, answers) with which it is asked at all."""

    name: str
    kind: str
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    is_compulsory: bool = False


@dataclass(frozen=True)
class Sent:
    """What the browser sent: the number of the form, a token that names this sending, answers, photos as data addresses."""

    instance: str
    token: str
    answers: Mapping[str, str]
    photos: Mapping[str, str]


@dataclass(frozen=True)
class PhoneForm:
    """A form: `form_key` names its draft on the device; `instance` is the number of a form that is corrected, "" for a new one.

    `done` is the token of the last sending that was taken in; `problems` says by question what was not understood.
    """

    form_key: str
    questions: Sequence[AskedQuestion]
    texts: Mapping[str, str]
    answers: Mapping[str, str]
    instance: str = ""
    done: str = ""
    problems: Mapping[str, str] | None = None


def phone_form_element(form: PhoneForm, *, key: str) -> Sent | None:
    """Draw the form and return what was sent in this run, if anything."""
    data = {
        "key": form.form_key,
        "instance": text(form.instance),
        "questions": [_question(one) for one in form.questions],
        "answers": {name: text(value) for name, value in form.answers.items()},
        "texts": {name: text(value) for name, value in form.texts.items()},
        "done": form.done,
        "problems": {name: text(value) for name, value in (form.problems or {}).items()},
    }
    result = _mount(key=key, data=data, on_filled_change=lambda: None)
    return _sent(result.filled, {one.name for one in form.questions})


def _question(one: AskedQuestion) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind,
        "label": text(one.label),
        "hint": text(one.hint),
        "choices": [{"name": name, "label": text(label)} for name, label in one.choices],
        "when": None if one.when is None else [one.when[0], list(one.when[1])],
        "isCompulsory": one.is_compulsory,
    }


def _sent(value: Any, names: set[str]) -> Sent | None:
    """Return what came if it is what the form sends, and nothing else."""
    if not isinstance(value, Mapping):
        return None
    instance, token = value.get("instance"), value.get("token")
    if not isinstance(instance, str) or not isinstance(token, str) or not 0 < len(instance) <= 200 or len(token) > 64:
        return None
    return Sent(
        instance, token, _texts(value.get("answers"), names, _LONGEST), _texts(value.get("photos"), names, MOST_PHOTO)
    )


def _texts(value: Any, names: set[str], longest: int) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {
        name: one for name, one in value.items() if name in names and isinstance(one, str) and 0 < len(one) <= longest
    }
