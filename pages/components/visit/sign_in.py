"""What a visitor without a role is shown: a way to sign in, or why that did not help; and who is signed in, with the way out."""

import logging

import streamlit as st

from analytics.wording.language import Language, mark
from geodata.door.access import ReadOnlyReason, Role, SignInRefusal
from geodata.door.sign_in import SignInFault
from pages.components.visit.access import providers, sign_out, visitor_of_run
from pages.components.visit.session import words
from pages.components.visit.streamlit_parts import StreamlitAuthError, StreamlitMissingAuthlibError
from pages.components.visit.way_in import SIGN_IN_FAULT_TEXTS as MENDS
from pages.components.visit.way_in import current_way_in

_ROLES: dict[Role, str] = {
    Role.VIEWER: mark("Viewer"),
    Role.ANALYST: mark("Analyst"),
    Role.EDITOR: mark("Editor"),
    Role.ADMIN: mark("Administrator"),
}
_REASONS: dict[SignInRefusal, str] = {
    SignInRefusal.SIGNED_OUT: mark("This data is for the office's staff. Sign in with your work account."),
    SignInRefusal.EXPIRED: mark("Your sign-in has ended. Sign in again to go on; what was saved is kept."),
    SignInRefusal.UNVERIFIED: mark(
        "The e-mail of this account is not verified. Verify it where the account is kept, then sign in again."
    ),
    SignInRefusal.NO_ROLE: mark(
        "This account has no role in the app. Ask the person who looks after the app to enter it, or sign in with another."
    ),
    SignInRefusal.BROKEN_SETTING: mark(
        "Sign-in is not set up completely, so nobody is let in. The person who looks after the app can mend it:"
    ),
}
_LIMITS: dict[ReadOnlyReason, str] = {
    ReadOnlyReason.ELSEWHERE: mark("The app was opened from another computer."),
    ReadOnlyReason.NOT_OPENED_HERE: mark(
        "To edit, open the address that the app shows when it starts: it begins with this one and ends with token=…"
    ),
}


def sign_in_screen() -> None:
    """Say why nothing is shown and offer the way in; no data of the office is read for it."""
    language, visit = words(), visitor_of_run()
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True, key="sign_in"):
        st.header(language.text("Industrial promotion in Bắc Giang"))
        st.write(language.text(_REASONS[visit.refusal or SignInRefusal.SIGNED_OUT]))
        if visit.refusal is SignInRefusal.BROKEN_SETTING:
            mend = language.text(MENDS[current_way_in().mend or SignInFault.ROLES])
            st.text(mend)
        if visit.who:
            account = language.text("Account: {name}", name=visit.who)
            st.text(account)
        if visit.refusal is not SignInRefusal.BROKEN_SETTING:
            _ways_in(language)
        if visit.is_signed_in and st.button(language.text("Sign out"), key="sign_out", icon=":material/logout:"):
            sign_out()


def sign_in_status() -> None:
    """Show at the end of the navigation who is signed in and the way out, or that the visit may only look."""
    language, visit = words(), visitor_of_run()
    if not visit.is_signed_in:
        if visit.limit:
            st.caption(language.text("Read-only"), help=language.text(_LIMITS[visit.limit]))
        return
    st.text(f"{visit.who} · {language.text(_ROLES[visit.role or Role.VIEWER])}", width="content")
    if st.button(language.text("Sign out"), key="sign_out", type="tertiary", icon=":material/logout:"):
        sign_out()


def not_allowed() -> None:
    """Say that this visit may not open a page or take an action."""
    language, limit = words(), visitor_of_run().limit
    st.warning(
        language.text("Your role does not allow this. Nothing was changed. Ask the person who looks after the app."),
        icon=":material/lock:",
    )
    if limit:
        st.caption(language.text(_LIMITS[limit]))


def _ways_in(language: Language) -> None:
    """Draw a button for each provider."""
    for name in providers():
        label = language.text("Sign in") if name is None else language.text("Sign in with {name}", name=name)
        if st.button(label, key=f"sign_in_{name or 'default'}", type="primary", icon=":material/login:"):
            try:
                st.login(name)
            except (StreamlitAuthError, StreamlitMissingAuthlibError) as error:
                st.error(language.text(_REASONS[SignInRefusal.BROKEN_SETTING]))
                logging.getLogger(__name__).error("sign-in: %s", error)  # noqa: TRY400 - a setting is wrong, no code
