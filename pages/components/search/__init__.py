"""The search field: what is typed, what is found, what a result opens."""
