"""A country's migration profile: its structure, its figures with their sources, its charts, its editions."""
