"""Pseudonymised facts of cases as files: what columns they may have, their check on arrival, measures over them."""
