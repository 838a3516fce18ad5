"""Invented people for measuring matching: who is who is known, and the mistakes are drawn from written rates.

Nothing here reads the tables of `sojourn.matching`: the lists, the transliterations and the mistakes are its own,
so that a good figure is not an echo. Every person is drawn; none exists.
"""
