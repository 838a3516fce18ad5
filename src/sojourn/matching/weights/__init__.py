"""The weights of levels: readable data (`weights.yaml`), learned by `tools/learn_weights.py`, never at run time."""

from sojourn.matching.weights.loading import Against, Weights, read_weights, weights

__all__ = ["Against", "Weights", "read_weights", "weights"]
