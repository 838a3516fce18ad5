"""The tests: rooms mirror src, journeys walk through pages, promises hold for the whole house."""
