"""What a workbook cannot hold."""


class TooManyRowsError(ValueError):
    """A table has more rows than a sheet holds; the text says what to do."""
