"""Doors for partner systems."""
