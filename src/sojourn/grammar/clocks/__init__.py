"""Clocks: deadlines in hours, days and working days, their pauses, and what they ask for."""

from sojourn.grammar.clocks.due import Pause, due, earlier
from sojourn.grammar.clocks.events import ClockChange, clock_events, counted, due_of, length_of
from sojourn.grammar.clocks.steps import Run, Taken, next_step_at, steps
from sojourn.grammar.clocks.working_days import is_worked

__all__ = [
    "ClockChange",
    "Pause",
    "Run",
    "Taken",
    "clock_events",
    "counted",
    "due",
    "due_of",
    "earlier",
    "is_worked",
    "length_of",
    "next_step_at",
    "steps",
]
