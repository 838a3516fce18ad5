"""The weights of levels: readable data (`weights.yaml`), learned by `tools/learn_weights.py`, never at run time."""

from sojourn.matching.weights.loading import Weights, weights

__all__ = ["Weights", "weights"]
