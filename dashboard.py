"""What `streamlit run` starts: the server imports it once, for its door; each run of a visit draws the screens."""

import streamlit as st

if __name__ == "__main__":
    from pages.components.frame.screen_frame import frame

    frame()
else:
    from pages.server import DOOR, Settled, open_in_browser

    app: st.App | Settled = st.App(__file__, middleware=DOOR, lifespan=open_in_browser)
    app = Settled(app)  # `streamlit run` looks for the line above
