"""Specifications of charts drawn with Plotly: the only place that knows it."""
