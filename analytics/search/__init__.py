"""Finding by name: records, places, markets, rules, sources, screens; without diacritics, typing errors forgiven."""
