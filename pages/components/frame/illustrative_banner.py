"""The line that stays in sight on every screen while what is shown is generated rather than reported."""

import streamlit as st

from pages.components.visit.session import prepared_record, words


def illustrative_banner() -> None:
    """Say that no row is real, when none is; nothing on the public record."""
    record = prepared_record().record
    if not record.is_illustrative:
        return
    language = words()
    with st.container(key="illustrative_banner"):
        st.warning(
            language.text(
                "**ILLUSTRATIVE DATA: not real.** {n} generated facilities with their proposals, products and exports, "
                "for demonstration only. Published figures beside them are real.",
                n=language.number(len(record["facilities"])),
            ),
            icon=":material/warning:",
        )
