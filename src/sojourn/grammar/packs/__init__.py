"""Packs: programmes declared as files, loaded, and found by name and version."""

from sojourn.grammar.packs.catalogue import (
    Catalogue,
    UnknownPack,
    catalogue,
    pack_at_hand,
    pack_folders,
    reset_catalogue,
)
from sojourn.grammar.packs.compiling import holes
from sojourn.grammar.packs.declared import (
    Approval,
    Clock,
    Do,
    EarlierHelp,
    FourEyes,
    Guard,
    Labels,
    LiftRule,
    Listed,
    Mark,
    Measure,
    Members,
    Parameter,
    Reaction,
    SideState,
    Stage,
    Step,
    Transition,
    Value,
)
from sojourn.grammar.packs.length import UNITS, WHOLE, Length, Span
from sojourn.grammar.packs.loader import load_pack
from sojourn.grammar.packs.pack import Pack, read_in
from sojourn.grammar.packs.texts import Text

__all__ = [
    "UNITS",
    "WHOLE",
    "Approval",
    "Catalogue",
    "Clock",
    "Do",
    "EarlierHelp",
    "FourEyes",
    "Guard",
    "Labels",
    "Length",
    "LiftRule",
    "Listed",
    "Mark",
    "Measure",
    "Members",
    "Pack",
    "Parameter",
    "Reaction",
    "SideState",
    "Span",
    "Stage",
    "Step",
    "Text",
    "Transition",
    "UnknownPack",
    "Value",
    "catalogue",
    "holes",
    "load_pack",
    "pack_at_hand",
    "pack_folders",
    "read_in",
    "reset_catalogue",
]
