"""The field that takes a file, in the words of the language: Streamlit's own speaks English only."""

import json

import streamlit as st

from pages.components.visit.session import words
from pages.components.visit.streamlit_parts import UploadedFile

_RULES = """
<style>
.st-key-{key} [data-testid="stFileUploaderDropzone"] {{ min-height: {height}; align-items: center; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] button p::after {{ content: {choose}; font-size: 0.875rem; }}
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] span {{ display: none; }}
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: {drop}; font-size: 0.9rem; opacity: 0.75; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"]:has(> div > span:only-child) > div > span {{ font-size: 0; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"]:has(> div > span:only-child) > div > span::after {{ content: {release}; font-size: 1rem; }}
.st-key-{key} [data-testid="stFileChip"]:has([data-testid="stFileChipIconError"]) > * {{ display: none; }}
.st-key-{key} [data-testid="stFileChip"]:has([data-testid="stFileChipIconError"])::after {{ content: {refused}; padding: 0.3rem; }}
</style>
"""


def file_field(label: str, *, container: str, key: str, mb: int, height: str = "7.5rem") -> UploadedFile | None:
    """Draw the field in the container of a key and return the file that was chosen."""
    language = words()
    texts = {
        "choose": language.text("Choose a file"),
        "drop": language.text("or drop it here"),
        "release": language.text("Drop the file here"),
        "refused": language.text("Larger than {mb} MB: remove pictures, or split the file.", mb=mb),
    }
    told = {name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()}
    st.html(_RULES.format(key=container, height=height, **told))
    return st.file_uploader(label, key=key, label_visibility="collapsed")
