"""How a migration profile comes about: its group, its list, requests, texts, gaps and editions; no case is near."""
