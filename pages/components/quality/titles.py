"""The names of the tables that findings are about."""

from analytics.editing.fields import table_title
from analytics.wording.language import Language


def table_name(table: str, language: Language) -> str:
    """Return the name of a table on the screen."""
    message = table_title(table)
    return language.text(message)
