"""Parts that several screens show: charts, evidence, cards, tables."""
