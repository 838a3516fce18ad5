"""Pages about who may be here twice: the queue, two records side by side, and what was decided."""
