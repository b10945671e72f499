"""An import as a screen shows it: draft, preview, problems, templates."""
