"""What the store remembers: chain, audit, later columns, personal values."""
