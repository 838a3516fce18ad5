"""The catalogue of indicators: what each means, where its figures come from, and what they are for a country."""

from sojourn.evidence.catalogue.catalogue import catalogue
from sojourn.evidence.catalogue.model import Catalogue, Due, Indicator, Query

__all__ = ["Catalogue", "Due", "Indicator", "Query", "catalogue"]
