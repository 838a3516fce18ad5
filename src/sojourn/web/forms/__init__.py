"""Forms as pages: regions that show a question, its answer, its problems, and know when they changed."""
