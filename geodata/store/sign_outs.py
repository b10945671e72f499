"""The sign-ins that people have ended: kept until they would have ended by themselves."""

import sqlalchemy as sa

from geodata.store.tables import SIGN_OUTS


def end(connection: sa.Connection, sign_in: str, ends: int, now: int) -> None:
    """Keep that a sign-in has ended, and forget those that are over anyhow."""
    connection.execute(sa.delete(SIGN_OUTS).where((SIGN_OUTS.c.ends < now) | (SIGN_OUTS.c.sign_in == sign_in)))
    connection.execute(sa.insert(SIGN_OUTS), {"sign_in": sign_in, "ends": ends})


def has_ended(connection: sa.Connection, sign_in: str) -> bool:
    """Tell whether a sign-in has ended."""
    found = connection.execute(sa.select(SIGN_OUTS.c.ends).where(SIGN_OUTS.c.sign_in == sign_in))
    return found.first() is not None
