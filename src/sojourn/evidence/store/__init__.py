"""The folder of Parquet files: datasets, their vintages, reading as of a date, sums that refuse mixed levels."""

from sojourn.evidence.store.model import Dataset, Dimension, Licence, Vintage
from sojourn.evidence.store.reading import Reading
from sojourn.evidence.store.store import Store

__all__ = ["Dataset", "Dimension", "Licence", "Reading", "Store", "Vintage"]
