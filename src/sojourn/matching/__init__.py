"""Finding the same person: names, births and records of any script, compared with reasons."""
