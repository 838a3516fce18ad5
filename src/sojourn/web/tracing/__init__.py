"""Pages of family tracing, as a part of a case."""
