"""A visit: what it remembers, rights, address, sign-in; the private parts of Streamlit behind one adapter."""
