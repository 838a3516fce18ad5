"""Whom or what a case is about: persons, households, organisations, places, countries, initiatives."""
