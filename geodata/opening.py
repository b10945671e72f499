"""Which record the app opens with: the public one, or the illustrative survey in its place, never both."""

from geodata.record import Record, load_public_record
from geodata.settings import illustrative_facilities


def opening_record() -> Record:
    """Return the record that the settings ask for."""
    n_facilities = illustrative_facilities()
    if n_facilities is None:
        return load_public_record()
    from geodata.illustrative import illustrative_record  # noqa: PLC0415 - not needed to show the public record

    return illustrative_record(n_facilities)
