"""Charts as SVG from the server: places in per cent, so that text keeps its size at every width."""
