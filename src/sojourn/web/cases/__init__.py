"""Pages about cases: lists, the case itself, its forms, its steps and its work."""
