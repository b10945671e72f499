"""Parts that the screens share: selection bar, cards, tables, map, sources."""
