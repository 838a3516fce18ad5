"""What surrounds every page: who is looking, in which language and zone, and where they may go."""
