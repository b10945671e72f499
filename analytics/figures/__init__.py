"""Charts: a table in words, a Plotly figure of the same values, and what a click on a mark chooses. See docs/charts.md."""
