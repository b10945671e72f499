"""Files of the story to take home: deck, report, workbook, made by a process of their own while the screens of others go on."""

from dataclasses import replace

import streamlit as st

from analytics.briefing.files import MakingError, run_apart
from analytics.briefing.request import BriefingFormat, BriefingRequest
from analytics.briefing.story.slides import Story
from analytics.selection.file_names import file_stem
from analytics.wording.language import Language, mark
from geodata.door.access import Permission
from geodata.jobs import WAITING
from geodata.settings import SettingError, template_file
from pages.components.browser.plain import plain
from pages.components.visit import office
from pages.components.visit.access import may, require, requiring
from pages.components.visit.memory import memory
from pages.components.visit.session import QUEUED, query, view, words
from pages.components.visit.slides import meeting

_LABELS: dict[BriefingFormat, str] = {
    BriefingFormat.PPTX: mark("PowerPoint (PPTX), charts can be edited"),
    BriefingFormat.PDF: mark("Report (PDF) with an A3 map"),
    BriefingFormat.XLSX: mark("Numbers behind it (XLSX)"),
}
ICONS = {
    BriefingFormat.PPTX: ":material/slideshow:",
    BriefingFormat.PDF: ":material/picture_as_pdf:",
    BriefingFormat.XLSX: ":material/table:",
}
TYPES = {
    BriefingFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    BriefingFormat.PDF: "application/pdf",
    BriefingFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MADE = "briefing_files"


def briefing_panel(story: Story) -> None:
    """Draw a button for each file; nothing for a visit that may not take data away."""
    if not may(Permission.EXPORT):
        return
    language = words()
    with st.container(border=True, key="briefing"):
        title = language.text("Files to take home")
        st.markdown(f"**{title}**")
        st.caption(
            language.text("The slides of the selection above. Each file names its selection, its sources and its day.")
        )
        for kind in BriefingFormat:
            _file(kind, story, language)


def _file(kind: BriefingFormat, story: Story, language: Language) -> None:
    label, asked = _LABELS[kind], _order(kind, story)
    if st.button(language.text(label), key=f"briefing_{kind}", icon=ICONS[kind], width="stretch"):
        _make(kind, asked, language)
    of_order, content = memory().briefing_files.get(kind, (None, b""))
    if of_order != asked:
        return
    name = f"{file_stem(story.selection, story.day, language)}.{kind}"
    st.download_button(
        language.text("Save {name}", name=plain(name)),
        requiring(Permission.EXPORT, lambda: content),
        file_name=name,
        mime=TYPES[kind],
        key=f"briefing_save_{kind}",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        width="stretch",
    )


def _order(kind: BriefingFormat, story: Story) -> BriefingRequest:
    """Return what this visit looks at as an order for one file."""
    return BriefingRequest(
        story.day,
        query(),
        (kind,),
        story.language.code,
        view().record,
        meeting(),
        plan=memory().shown_plan,
        office=office.shown_profile().name,
    )


def _make(kind: BriefingFormat, asked: BriefingRequest, language: Language) -> None:
    require(Permission.EXPORT)
    bar = st.progress(0.0, language.text("Making the file…"))
    waiting = language.text(QUEUED)
    try:
        path = template_file() if kind is BriefingFormat.PPTX else None
        order = replace(asked, template=path.read_bytes() if path else None)

        def follow(what: str, share: float) -> None:
            bar.progress(share, waiting if what == WAITING else what)

        files = run_apart(order, follow)
        memory().briefing_files[kind] = (asked, files[kind])
    except (MakingError, SettingError, OSError) as error:
        st.error(language.text("The file could not be made: {problem}", problem=plain(error)))
    finally:
        bar.empty()
