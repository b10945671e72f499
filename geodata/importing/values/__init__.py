"""What a cell means: numbers, dates, money, places, names, markets."""
