"""The texts of a report that people may write: they stand beside the figures, never in them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportTexts:
    """What FSU and its secretary have worded, in the language of the report.

    ``findings`` replace the computed ones in their order; an empty one stands as computed.
    ``remark`` is FSU's own, ``changes`` says what a later version corrects.
    """

    findings: tuple[str, ...] = ()
    remark: str = ""
    changes: str = ""


NO_TEXTS = ReportTexts()
