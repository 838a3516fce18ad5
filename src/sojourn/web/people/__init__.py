"""Pages about people: what is claimed of each, by whom, and in which cases they are."""
