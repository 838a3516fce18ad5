"""The general shapes of SDMX, tried after those of particular publishers."""
