"""Where the house is put together: settings, root addresses, the database server and the `sojourn` command."""
