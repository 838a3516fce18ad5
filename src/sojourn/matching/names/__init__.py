"""Names in any script, read into parts that can be compared: romanised, in order, with a consonant skeleton."""

from sojourn.matching.names.composing import combines
from sojourn.matching.names.name import Name, NamePart, Role
from sojourn.matching.names.reading import read_name
from sojourn.matching.names.skeleton import skeleton_of, skeletons_of
from sojourn.matching.names.tables import RULES_VERSION
from sojourn.matching.names.variants import distinct_names, known_names, variant_class

__all__ = [
    "RULES_VERSION",
    "Name",
    "NamePart",
    "Role",
    "combines",
    "distinct_names",
    "known_names",
    "read_name",
    "skeleton_of",
    "skeletons_of",
    "variant_class",
]
