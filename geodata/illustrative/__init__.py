"""The illustrative survey: a generated record for demonstrations and load tests, never mixed with reported data."""

from geodata.illustrative.record import DEFAULT_FACILITIES, SOURCE_ID, illustrative_record

__all__ = ["DEFAULT_FACILITIES", "SOURCE_ID", "illustrative_record"]
