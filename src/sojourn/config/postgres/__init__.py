"""PostgreSQL: where it is, the embedded server when none is given, and the two roles that use it."""
