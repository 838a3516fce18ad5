"""Lists of cases, and the search."""
