"""Parts of learning the weights of matching (`tools/learn_weights.py`)."""
