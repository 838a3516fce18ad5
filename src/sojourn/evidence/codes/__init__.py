"""Codelists with hierarchies, and the crosswalk from each source's codes to them. All of it is data in this folder."""

from sojourn.evidence.codes.codelist import Code, Codelist
from sojourn.evidence.codes.crosswalk import Crosswalk, crosswalk
from sojourn.evidence.codes.lists import codelist, codelist_names

__all__ = ["Code", "Codelist", "Crosswalk", "codelist", "codelist_names", "crosswalk"]
