"""A caseload file taken in: planned, tried, written in batches, resumed, reported."""
