"""Methods of migration statistics that need no flow table of the world: residuals, indices, gravity, ages."""
