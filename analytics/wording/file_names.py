"""Names of files that a screen gives: what is in them, in the reader's language, in letters that every computer keeps."""

from geodata.text import fold

LONGEST = 80


def file_name(title: str, suffix: str) -> str:
    """Return "kinh-phi-theo-nganh.csv" for a title "Kinh phí theo ngành"; "du-lieu" for a title without a letter."""
    words = fold(title).encode("ascii", "ignore").decode()
    clipped = "-".join(words.split())[:LONGEST].strip("-")
    return f"{clipped or 'du-lieu'}.{suffix}"
