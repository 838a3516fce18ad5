"""Who works here: offices, users, their postings, and roles as plain data."""
