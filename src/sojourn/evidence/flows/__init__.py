"""From who lives where, twice, to who moved where in between: six methods with one result."""
