"""Taking files in: sniff, read, map every code, check, stage, and commit one whole vintage or nothing."""

from sojourn.evidence.loading.engine import Progress, load_file
from sojourn.evidence.loading.problems import Loaded, LoadProblem, LoadRefused, LoadReport

__all__ = ["LoadProblem", "LoadRefused", "LoadReport", "Loaded", "Progress", "load_file"]
