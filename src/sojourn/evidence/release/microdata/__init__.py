"""Records instead of tables: how risky they are, and a synthetic file with a privacy budget that is never overspent."""
