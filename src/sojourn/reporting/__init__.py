"""Figures asked and given between offices and states: rounds, returns, signatures, and the table that comes of them."""
