"""What the office says of itself once: its name, its logo, and which record it works with."""

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.store.model import RecordScope

if TYPE_CHECKING:
    from geodata.store.model import JsonValue

KIND, NAME = "office", "profile"
"""The document of the store."""
LONGEST_OFFICE_NAME = 120
_JPEG = b"\xff\xd8\xff"
MOST_LOGO_BYTES = 60_000


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """The office's name and logo (a JPEG), "" and None where it has said nothing; `scope` is None until it was asked."""

    name: str = ""
    logo: bytes | None = None
    scope: RecordScope | None = None

    @property
    def logo_address(self) -> str:
        """Return the logo as an address that holds it, "" without one."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.logo).decode()}" if self.logo else ""


def profile_content(profile: OfficeProfile) -> "JsonValue":
    """Return a profile as the document that is kept."""
    logo = base64.b64encode(profile.logo).decode() if profile.logo else ""
    return {"name": profile.name, "logo": logo, "scope": profile.scope.value if profile.scope else ""}


def read_profile(content: "JsonValue") -> OfficeProfile:
    """Return the profile of a document; what it words otherwise counts as not said."""
    if not isinstance(content, dict):
        return OfficeProfile()
    name, scope = content.get("name"), content.get("scope")
    return OfficeProfile(
        " ".join(name.split())[:LONGEST_OFFICE_NAME] if isinstance(name, str) else "",
        _logo(content.get("logo")),
        RecordScope(scope) if isinstance(scope, str) and scope in set(RecordScope) else None,
    )


def _logo(written: object) -> bytes | None:
    if not isinstance(written, str):
        return None
    try:
        data = base64.b64decode(written, validate=True)
    except ValueError:  # also letters that no base64 has
        return None
    return data if data.startswith(_JPEG) and len(data) <= MOST_LOGO_BYTES else None
