"""Charts: a specification of numbers and words, a table of the same, the rows behind them. See docs/charts.md."""
