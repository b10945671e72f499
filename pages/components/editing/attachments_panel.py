"""The files beside a record on the screen: a list with small pictures, adding, taking away, removing."""

from base64 import b64encode
from collections.abc import Collection
from functools import partial
from secrets import token_hex

import streamlit as st

from analytics.editing.attachment_words import attachment_refusal_text, stopped_text, taken_text, told
from analytics.editing.journal import time_text
from geodata.attachments import ATTACHMENT_LIMITS, MIME, AttachmentRefusedError, kept_name, prepared
from geodata.door.access import Permission
from geodata.jobs import JobStoppedError
from geodata.schema.vocabulary import AttachmentKind
from geodata.store import Attachment, AttachmentContent, Change
from pages.components.browser.plain import as_html
from pages.components.editing.saving import save_changes, say_not_begun
from pages.components.panels.file_field import file_field
from pages.components.visit.access import may, require, requiring
from pages.components.visit.memory import memory
from pages.components.visit.office import store
from pages.components.visit.session import shown_record, words

_NUMBER, _TOKEN = "attachments_number", "attachments_token"
_SHOWN = 8


def attachments_panel(table: str, row_id: str, hidden: Collection[AttachmentKind] = ()) -> None:
    """Draw the files beside a record but for some kinds, and the field that takes another."""
    language = words()
    found = tuple(one for one in store().attachments_of(table, row_id) if one.values["kind"] not in hidden)
    with st.container(key="attachments"):
        st.subheader(language.text("Attached files"))
        if not found:
            st.caption(language.text("No file lies beside this record."))
        is_long = len(found) > _SHOWN
        is_open = is_long and st.toggle(language.count("Show {n} file", "Show all {n} files", len(found)))
        for one in found if is_open or not is_long else found[-_SHOWN:]:
            _file(one)
        if may(Permission.EDIT) and len(found) < ATTACHMENT_LIMITS.a_record:
            _field(table, row_id, found)


def _file(one: Attachment) -> None:
    language, values = words(), one.values
    with st.container(horizontal=True, vertical_alignment="center", key=f"attachment_{one.attachment_id}"):
        picture = f"<span class='kc-file' aria-hidden='true'>{as_html(values['kind'].upper())}</span>"
        if one.thumbnail is not None:  # within the page itself: a picture of a file has no address
            data = b64encode(one.thumbnail).decode()
            picture = f"<img class='kc-file' alt='' src='data:image/jpeg;base64,{data}'>"
        about = f"{told(values['kind'], values['size'], language)} · {time_text(one.at)} · {one.who}"
        st.html(
            f"<div class='kc-attachment'>{picture}<div><div dir='auto'>{as_html(values['name'])}</div>"
            f"<small>{as_html(about)}</small></div></div>"
        )
        if may(Permission.EXPORT):
            st.download_button(
                language.text("Download"),
                requiring(Permission.EXPORT, partial(store().content, one.attachment_id)),
                file_name=values["name"],
                mime=f"{MIME[AttachmentKind(values['kind'])]}; t={memory().attachment_token}",
                icon=":material/download:",
                key=f"attachment_get_{one.attachment_id}",
                on_click="ignore",
            )
        if may(Permission.EDIT) and st.button(
            language.text("Remove"),
            key=f"attachment_remove_{one.attachment_id}",
            icon=":material/delete:",
            type="tertiary",
        ):
            require(Permission.EDIT)
            save_changes(
                [Change("attachments", one.attachment_id, None, one.version, since=shown_record().mark)], "remove"
            )


def _field(table: str, row_id: str, found: tuple[Attachment, ...]) -> None:
    language = words()
    number = memory().attachment_number
    with st.container(key="attachments_upload"):
        file = file_field(
            language.text("Attach a file"),
            container="attachments_upload",
            key=f"attachments_file_{number}",
            mb=ATTACHMENT_LIMITS.file_mb,
            height="4rem",
        )
        st.caption(taken_text(language))
    if file is None:
        return
    require(Permission.EDIT)
    memory().attachment_number += 1
    with st.spinner(language.text("Looking at the file…")):
        _add(table, row_id, file.getvalue(), file.name, found)
    st.rerun()


def _add(table: str, row_id: str, data: bytes, name: str, found: tuple[Attachment, ...]) -> None:
    """Keep a file beside a record; why not stands in the notices."""
    language = words()
    try:
        ready = prepared(data)
    except AttachmentRefusedError as error:
        say_not_begun(attachment_refusal_text(error.reason, language))
        return
    except JobStoppedError as error:
        say_not_begun(stopped_text(error, language))
        return
    if any(one.values["digest"] == ready.digest for one in found):
        say_not_begun(language.text("This file lies beside this record already."))
        return
    key = f"file-{token_hex(8)}"
    values = {
        "attachment_id": key,
        "of_table": table,
        "of_row": row_id,
        "name": kept_name(name, ready.kind),
        "kind": ready.kind.value,
        "size": len(ready.data),
        "digest": ready.digest,
    }
    save_changes(
        [Change("attachments", key, values, since=shown_record().mark)],
        "attach",
        [AttachmentContent(ready.data, ready.thumbnail)],
    )
