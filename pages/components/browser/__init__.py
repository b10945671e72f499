"""What the browser gets: components, scripts, styles and their wire."""
