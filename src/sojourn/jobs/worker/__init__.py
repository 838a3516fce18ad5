"""The worker: takes the steps of clocks when their time has come, again and again."""

from sojourn.jobs.worker.loop import Round, take_round, work_until

__all__ = ["Round", "take_round", "work_until"]
