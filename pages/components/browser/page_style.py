"""The few rules of style that Streamlit's theme has no setting for."""

import streamlit as st

_RULES = """
<style>
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 0.6rem 1.5rem 1rem; max-width: 2200px; }
[data-testid="stVerticalBlock"] { gap: 0.6rem; }
.st-key-page_language { display: none; }
.st-key-selection_bar [class*="st-key-chip_"] button { border-radius: 1.2rem; }
.st-key-selection_bar > :has(> [data-testid="stCaptionContainer"]) { flex: 1 1 6rem; min-width: 0; max-width: max-content; }
.st-key-selection_bar [data-testid="stCaptionContainer"] p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.st-key-breadcrumb { min-height: 1.8rem; }
.st-key-notice { min-height: 1.5rem; }
.st-key-breadcrumb button { min-height: 1.6rem; padding: 0; }
.kc-card dl { padding: 0; display: grid; grid-template-columns: minmax(5rem, max-content) 1fr; gap: 0.15rem 0.8rem; margin: 0 0 0.6rem; }
.kc-card dt { opacity: 0.7; }
.kc-card dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
.kc-card ul { margin: 0.1rem 0 0.6rem 1.1rem; padding: 0; }
.kc-card li { overflow-wrap: anywhere; unicode-bidi: isolate; }
.kc-attachment { display: flex; gap: 0.6rem; align-items: center; min-width: 0; }
.kc-attachment > div { min-width: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
.kc-attachment small { opacity: 0.75; }
.kc-file { width: 4.5rem; height: 3.4rem; flex: none; object-fit: cover; border-radius: 0.3rem; border: 1px solid rgb(128 128 128 / 0.4); }
span.kc-file { background: rgb(128 128 128 / 0.12); display: grid; place-items: center; font-size: 0.8rem; }
[class*="st-key-attachment_"] > [data-testid="stElementContainer"]:has(.kc-attachment) { flex: 1 1 14rem; min-width: 0; }
.kc-chart h3 { font-size: 1.1rem; font-weight: 700; padding: 0; margin: 0; line-height: 1.3; overflow-wrap: anywhere; }
.kc-chart p { margin: 0.1rem 0 0; opacity: 0.75; font-size: 0.95rem; }
iframe[title="streamlit_folium.st_folium"] { border-radius: 0.5rem; display: block; }
@media (min-width: 641px) and (max-width: 1500px) {
  .st-key-selection_bar { gap: 0.35rem; }
  .st-key-selection_bar button { padding-inline: 0.55rem; } }
@media (min-width: 641px) and (max-height: 820px) {
  [data-testid="stMainBlockContainer"] { padding-top: 0.3rem; }
  [data-testid="stVerticalBlock"] { gap: 0.4rem; }
  .st-key-breadcrumb { min-height: 1.4rem; } }
@media (max-width: 640px) {
  .st-key-chart_exports_map .kc-scroll { overflow-x: auto; }
  .st-key-chart_exports_map .kc-plot { min-width: 44rem; }
  .st-key-selection_bar [data-testid="stCaptionContainer"] { display: none; }
  .st-key-selection_bar { gap: 0.4rem; }
  [class*="st-key-attachment_"] > [data-testid="stElementContainer"]:has(.kc-attachment) { flex-basis: 100%; }
  [data-testid="stMainBlockContainer"] { padding: 0.6rem 0.75rem 1rem; } }
</style>
"""


def page_style() -> None:
    """Add the rules to the page; they are constants of this file."""
    st.html(_RULES)
