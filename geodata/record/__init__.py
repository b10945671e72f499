"""The record: every table with its sources, and the public record bundled with the app."""

from geodata.record.model import Record
from geodata.record.public import load_public_record, read_public_table

__all__ = ["Record", "load_public_record", "read_public_table"]
