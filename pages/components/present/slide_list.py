"""The slides of the selection as a list: which are shown, in which order, with what remark; slides of free text."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from analytics.briefing.meeting import MOST_CHARACTERS, MOST_LETTERS, FreeSlide
from analytics.briefing.story.slides import Slide, Story
from analytics.wording.language import Language
from pages.components.browser.plain import plain
from pages.components.present.meeting import follow, meeting, whole_story
from pages.components.visit.memory import memory, set_widget, widget
from pages.components.visit.session import look, words

MORE_TEXTS = 20
_SECONDS = (8, 15, 30, 60)
_ONE_LINE = """
<style>
[class*="st-key-slide_"] { flex-wrap: nowrap; }
[class*="st-key-slide_"] > :first-child { min-width: 0; }
@media (max-width: 640px) {
  [class*="st-key-slide_"] { gap: 0.25rem; }
  [class*="st-key-slide_"] button { min-width: 1.75rem; }
  [class*="st-key-slide_"] > :first-child :is(.stMarkdownEllipsis, p) { white-space: normal; } }
</style>
"""


def slide_list(shown: Story) -> None:
    """Draw the start of the show, and a line for each slide: shown or not, earlier, later, a remark; then a slide of free text."""
    st.html(_ONE_LINE)
    language, story, chosen = words(), whole_story(), meeting()
    st.subheader(language.count("{n} slide on live figures", "{n} slides on live figures", len(shown.slides)))
    _start(shown)
    if plan := memory().shown_plan:
        with st.container(horizontal=True, vertical_alignment="center", key="slides_of_plan"):
            st.caption(language.text("With the slides of the plan “{name}”.", name=plain(plan.name)))
            st.button(language.text("Without them"), key="slides_without_plan", type="tertiary", on_click=_without_plan)
    if gone := chosen.missing(story):
        st.caption(
            language.count(
                "{n} slide of the set has nothing to show today.",
                "{n} slides of the set have nothing to show today.",
                len(gone),
            )
        )
    order = chosen.ordered(story)
    free = {one.id: one for one in chosen.free}
    for place, id_ in enumerate(order, start=1):
        _line(place, id_, story.by_id.get(id_), free.get(id_), is_last=place == len(order))
    for id_ in (one for one in (*story.by_id, *free) if one not in order):
        _line(0, id_, story.by_id.get(id_), free.get(id_), is_last=True)
    for title, why in story.dropped:
        st.caption(language.text("Not shown: {title}. {reason}", title=plain(title), reason=plain(why)))
    if len(chosen.free) < MORE_TEXTS:
        _new_text()


def _without_plan() -> None:
    """Take the slides of the plan away; a set of them alone goes with them."""
    held = memory()
    held.shown_plan = None
    if held.meeting is not None and set(held.meeting.order) <= {
        "title",
        "sources",
        *held.meeting.missing(whole_story()),
    }:
        held.meeting = None


def _start(shown: Story) -> None:
    language = words()
    set_widget("seconds", memory().seconds_a_slide)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="start"):
        st.button(
            language.text("Show the slides"),
            icon=":material/slideshow:",
            type="primary",
            on_click=lambda: look(slide=shown.slides[0].id),
        )
        st.selectbox(
            language.text("When it plays by itself"),
            _SECONDS,
            format_func=lambda n: language.text("{n} seconds a slide", n=n),
            key="seconds",
            on_change=_take_seconds,
            width=260,
        )


def _take_seconds() -> None:
    memory().seconds_a_slide = int(widget("seconds"))


def _line(place: int, id_: str, slide: Slide | None, text: FreeSlide | None, *, is_last: bool) -> None:
    language = words()
    headline = slide.headline if slide else text.headline if text else ""
    about = slide.subtitle if slide else language.text("Free text")
    topic = about.partition(": ")[0].partition(" · ")[0]
    label = f"**{plain(topic)}** · {plain(headline)}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"slide_{id_}"):
        st.checkbox(
            f"{place}\\. {label}" if place else label,
            value=place > 0,
            key=f"shown_{id_}_{place > 0}",
            on_change=partial(_show, id_, is_shown=not place),
            width="stretch",
        )
        if not place:
            return
        _moves(id_, place, is_last=is_last)
        if text:
            _drop(id_, lambda: follow(meeting().without_text(whole_story(), id_)))
        else:
            _remark(id_)
            if any(one.id == id_ for one in meeting().added):
                _drop(id_, lambda: follow(meeting().without_added(id_)))
        st.button(
            ":material/play_arrow:",
            key=f"from_{id_}",
            help=language.text("Show from here"),
            type="tertiary",
            on_click=lambda: look(slide=id_),
        )


def _drop(id_: str, take_away: Callable[[], None]) -> None:
    tip = words().text("Take this slide away")
    st.button("✕", key=f"drop_{id_}", help=tip, type="tertiary", on_click=take_away)


def _moves(id_: str, place: int, *, is_last: bool) -> None:
    language = words()
    for sign, by, tip, is_off in (
        ("↑", -1, language.text("Earlier"), place == 1),
        ("↓", 1, language.text("Later"), is_last),
    ):
        st.button(
            sign,
            key=f"move_{id_}_{by}",
            help=tip,
            type="tertiary",
            disabled=is_off,
            on_click=partial(_move, id_, by),
        )


def _remark(id_: str) -> None:
    language = words()
    said = meeting().remarks.get(id_, "")
    icon = ":material/sticky_note_2:" if said else ":material/add_comment:"
    popover = st.popover(icon, type="tertiary", key=f"open_remark_{id_}", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.text_area(
            language.text("Remark under the figures"),
            said,
            key=f"remark_{id_}",
            help=language.text("It is shown on the slide and in the files as the office's remark."),
            on_change=lambda: _take_remark(id_, widget(f"remark_{id_}")),
        )
        if len(widget(f"remark_{id_}")) > MOST_CHARACTERS:
            st.warning(_too_long(len(widget(f"remark_{id_}")), MOST_CHARACTERS, language))


def _take_remark(id_: str, text: str) -> None:
    if len(text) <= MOST_CHARACTERS:
        follow(meeting().with_remark(id_, text))


def _too_long(n: int, most: int, language: Language) -> str:
    return language.text(
        "This has {n} letters, at most {most} are taken. What you wrote is still here: shorten it.",
        n=language.number(n),
        most=language.number(most),
    )


def _new_text() -> None:
    language = words()
    popover = st.popover(
        language.text("Add a slide of free text"), icon=":material/add:", key="open_new_text", on_change="rerun"
    )
    if not popover.open:
        return
    with popover:
        n = memory().new_texts
        with st.form("new_text", border=False):
            headline = st.text_input(language.text("Headline"), key=f"new_headline_{n}").strip()
            text = st.text_area(language.text("Lines, one below the other"), key=f"new_lines_{n}")
            is_sent = st.form_submit_button(language.text("Add"))
        if not is_sent:
            return
        if not headline:
            st.warning(language.text("Write a headline: a slide says one thing."))
        elif len(headline) > MOST_LETTERS:
            st.warning(_too_long(len(headline), MOST_LETTERS, language))
        elif len(text) > MOST_CHARACTERS:
            st.warning(_too_long(len(text), MOST_CHARACTERS, language))
        else:
            follow(meeting().with_text(whole_story(), headline, text))
            memory().new_texts += 1  # the next text begins with empty fields
            st.rerun()


def _show(id_: str, *, is_shown: bool) -> None:
    follow(meeting().with_slide(whole_story(), id_, is_shown=is_shown))


def _move(id_: str, by: int) -> None:
    follow(meeting().moved(whole_story(), id_, by))
