"""Stories: given-when-then files played on the real engine, each in a transaction that is rolled back."""

from sojourn.jobs.stories.play import play
from sojourn.jobs.stories.result import Failure, Result

__all__ = ["Failure", "Result", "play"]
