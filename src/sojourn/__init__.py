"""Sojourn: every programme is declared, every case is a subject's run through one."""

__version__ = "0.1.0"
