"""Live connectors: ask a publisher for a file, politely, and refuse what only looks like an answer."""
