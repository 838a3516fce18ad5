"""Pages of evidence: countries and their profiles, indicators, gaps, routes, and the process that makes editions."""
