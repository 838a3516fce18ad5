"""The first page of the day: what waits for this person."""
