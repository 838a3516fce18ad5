"""What the evidence lacks, as numbers: available, in time, in detail, coherent, per indicator, country and year."""

from sojourn.evidence.gaps.matrix import Frame, Gaps
from sojourn.evidence.gaps.mirrors import MirrorRow, mirror_rows

__all__ = ["Frame", "Gaps", "MirrorRow", "mirror_rows"]
