"""A believable office to try things in: plainly fictitious people, lives played on the real engine."""

from sojourn.jobs.demo.filling import fill

__all__ = ["fill"]
