"""Where the app's log goes: to the console, a line each with time and level; what libraries say from warnings on."""

import logging

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
OURS = ("analytics", "geodata", "pages")


def log_to_console() -> None:
    """Write what the app logs to the console; who set up the log of the process before keeps that."""
    logging.basicConfig(format=_FORMAT)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
