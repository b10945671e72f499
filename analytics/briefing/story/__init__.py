"""The slides of a briefing: what each says and shows."""
