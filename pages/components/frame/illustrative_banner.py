"""The bar that stays in sight on every screen while what is shown is generated rather than reported."""

import streamlit as st

from pages.components.visit.session import prepared_record, words

_STAYS_IN_SIGHT = """
<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-illustrative_banner) { position: sticky; top: 0; z-index: 1000; }
.st-key-illustrative_banner [role="alert"] { background: #ffb300; color: #1d1300; border: 2px solid #7a4b00; padding: 0.5rem 0.9rem; }
.st-key-illustrative_banner [role="alert"] * { color: #1d1300; }
</style>
"""


def illustrative_banner() -> None:
    """Say that no row is real, when none is; nothing on the public record."""
    record = prepared_record().record
    if not record.is_illustrative:
        return
    language = words()
    with st.container(key="illustrative_banner"):
        st.html(_STAYS_IN_SIGHT)
        st.warning(
            language.text(
                "**ILLUSTRATIVE DATA: not real.** {n} generated facilities with their proposals, products and exports, "
                "for demonstration only. Published figures beside them are real.",
                n=language.number(len(record["facilities"])),
            ),
            icon=":material/warning:",
        )
