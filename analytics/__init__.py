"""Pure functions from a record and a selection to tables and figures; no Streamlit, no network."""
