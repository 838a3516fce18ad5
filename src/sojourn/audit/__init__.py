"""Who did what, when: an append-only chain of hashes that holds no personal values."""
