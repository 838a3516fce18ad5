"""The worker: takes the steps of clocks when their time has come, and finds who may be the same; again and again."""

from sojourn.jobs.worker.beside import said
from sojourn.jobs.worker.identities import Kept, keep_identities
from sojourn.jobs.worker.loop import Round, machine, take_round, work_until

__all__ = ["Kept", "Round", "keep_identities", "machine", "said", "take_round", "work_until"]
