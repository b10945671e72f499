"""The door of the app: what the server asks before a page, a file or a message gets through."""

from starlette.middleware import Middleware

from pages.server.first_page import FirstPage
from pages.server.guard import Guard
from pages.server.headers import SecurityHeaders
from pages.server.kept_files import KeptFiles
from pages.server.settled import Settled
from pages.server.start import Start, open_in_browser

DOOR = (Middleware(SecurityHeaders), Middleware(Guard), Middleware(Start), Middleware(KeptFiles), Middleware(FirstPage))
"""In the order in which a request comes through."""

__all__ = ["DOOR", "Settled", "open_in_browser"]
