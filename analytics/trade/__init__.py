"""Exports of facilities: flows, markets, exporters."""
