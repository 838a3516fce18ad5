"""Charts of profiles as SVG, each with the table of what it shows; no framework, no browser, always the same bytes."""

from sojourn.evidence.profile.charts.chart import Chart, Item, Series
from sojourn.evidence.profile.charts.corridors import corridors
from sojourn.evidence.profile.charts.flow_map import flow_map
from sojourn.evidence.profile.charts.pyramid import pyramid
from sojourn.evidence.profile.charts.ranking import ranking
from sojourn.evidence.profile.charts.trend import trend

__all__ = ["Chart", "Item", "Series", "corridors", "flow_map", "pyramid", "ranking", "trend"]
