"""Cases out, statistics in: pseudonymised facts in declared columns, written as files for the evidence side."""
