"""An address as a QR code, drawn by whoever shows it."""

from functools import lru_cache


@lru_cache(maxsize=64)
def qr_rows(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of a code, dark where True; none for an address that is longer than a code holds."""
    import segno  # noqa: PLC0415 - only where the office has an address

    try:
        code = segno.make_qr(address, error="m")
    except segno.DataOverflowError:
        return ()
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def qr_path(address: str) -> tuple[int, str]:
    """Return the side of a code in modules and its dark ones as the path of an SVG; (0, "") for none."""
    rows = qr_rows(address)
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                runs.append(f"M{x} {y}h{end - x}v1h{x - end}z")
            x = max(end, x + 1)
    return len(rows), "".join(runs)
