"""A visit: session, rights, address, sign-in."""
