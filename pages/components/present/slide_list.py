"""The slides of the selection as a list: which are shown, in which order, with what remark; slides of free text."""

from collections.abc import Sequence

import streamlit as st

from analytics.briefing.meeting import MOST_CHARACTERS, MOST_LETTERS, FreeSlide
from analytics.briefing.story.slides import Slide, Story
from analytics.wording.language import Language
from pages.components.browser.plain import plain
from pages.components.browser.slide_lines import SlideActions, SlideLine, SlideWords, WaitWords, slide_lines
from pages.components.present.meeting import whole_story
from pages.components.visit.memory import memory, set_widget, widget
from pages.components.visit.session import change_view, words
from pages.components.visit.slides import meeting, show_slides

MORE_TEXTS = 20
_SECONDS = (8, 15, 30, 60)


def slide_list(shown: Story) -> None:
    """Draw the start of the show, the slides, then a slide of free text."""
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
    places = {id_: place for place, id_ in enumerate(order, start=1)}
    listed = chosen.listed(story)
    lines = [_line(places.get(id_, 0), id_, story.by_id.get(id_), free.get(id_)) for id_ in listed]
    _all_or_none(len(order), len(listed))
    slide_lines(lines, _words(shown.title, language), MOST_CHARACTERS, _ACTIONS, key="slides")
    for title, why in story.dropped:
        st.caption(language.text("Not shown: {title}. {reason}", title=plain(title), reason=plain(why)))
    if empty := [one.id for one in chosen.added if one.id not in story.by_id]:
        label = language.count(
            "Take away the {n} slide put here that shows nothing",
            "Take away the {n} slides put here that show nothing",
            len(empty),
        )
        st.button(label, key="drop_empty", icon=":material/delete:", on_click=lambda: _drop_all(empty))
    if len(chosen.free) < MORE_TEXTS:
        _new_text()


def _all_or_none(n_shown: int, n: int) -> None:
    language = words()
    with st.container(horizontal=True, gap="small", key="all_slides"):
        for name, are_shown, is_done in (
            (language.text("Select all"), True, n_shown == n),
            (language.text("Select none but the title"), False, n_shown == 1),
        ):
            st.button(
                name,
                type="tertiary",
                key=f"slides_{'all' if are_shown else 'none'}",
                disabled=is_done,
                on_click=_show_all,
                args=(are_shown,),
            )


def _show_all(are_shown: bool) -> None:  # noqa: FBT001 - an argument of a callback
    show_slides(meeting().with_all(whole_story(), are_shown=are_shown))


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
            key="begin_show",
            on_click=lambda: change_view(slide=shown.slides[0].id),
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


def _line(place: int, id_: str, slide: Slide | None, own: FreeSlide | None) -> SlideLine:
    about = slide.subtitle if slide else words().text("Free text")
    topic = about.partition(": ")[0].partition(" · ")[0]
    headline = slide.headline if slide else own.headline if own else ""
    return SlideLine(
        id_,
        place,
        topic,
        headline,
        meeting().remarks.get(id_, ""),
        can_remark=own is None,
        can_drop=own is not None or any(one.id == id_ for one in meeting().added),
    )


def _words(title: str, language: Language) -> SlideWords:
    return SlideWords(
        earlier=language.text("Earlier"),
        later=language.text("Later"),
        drop=language.text("Take this slide away"),
        play=language.text("Show from here"),
        remark=language.text("Remark under the figures"),
        remark_help=language.text("It is shown on the slide and in the files as the office's remark."),
        too_long=_too_long("{n}", MOST_CHARACTERS, language),
        wait=WaitWords(
            title=title,
            waiting=language.text("The slides are being made…"),
            leave=language.text("Esc to leave"),
        ),
    )


def _too_long(n: str, most: int, language: Language) -> str:
    return language.text(
        "This has {n} letters, at most {most} are taken. What you wrote is still here: shorten it.",
        n=n,
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
            st.warning(_too_long(language.number(len(headline)), MOST_LETTERS, language))
        elif len(text) > MOST_CHARACTERS:
            st.warning(_too_long(language.number(len(text)), MOST_CHARACTERS, language))
        else:
            show_slides(meeting().with_text(whole_story(), headline, text))
            memory().new_texts += 1  # the next text begins with empty fields
            st.rerun()


def _take_remark(id_: str, text: str) -> None:
    if len(text) <= MOST_CHARACTERS:
        show_slides(meeting().with_remark(id_, text))


def _drop(id_: str) -> None:
    is_added = any(one.id == id_ for one in meeting().added)
    show_slides(meeting().without_added(id_) if is_added else meeting().without_text(whole_story(), id_))


def _drop_all(ids: Sequence[str]) -> None:
    for id_ in ids:
        show_slides(meeting().without_added(id_))


_ACTIONS = SlideActions(
    show=lambda id_, is_shown: show_slides(meeting().with_slide(whole_story(), id_, is_shown=is_shown)),
    move=lambda id_, by: show_slides(meeting().moved(whole_story(), id_, by)),
    remark=_take_remark,
    drop=_drop,
    play=lambda id_: change_view(slide=id_),
    stay=lambda: change_view(slide=""),
)
