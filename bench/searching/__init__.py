"""Parts of `bench.search`: people in PostgreSQL, what is asked, and the engines that are measured."""
