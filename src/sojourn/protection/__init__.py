"""Who sees what: one policy, repeated by the database below it, and a register of every door."""
