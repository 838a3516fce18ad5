"""Loops over pairs as machine code, compiled by numba when they are first called; nothing else imports numba."""
