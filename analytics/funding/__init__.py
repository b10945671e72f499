"""Money: sums, ratios, periods, progress."""
