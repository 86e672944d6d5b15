"""What the rules say of one change: the findings, the day it takes effect, and the earliest day that it may. Pure."""

from datetime import date

from housingdesk.changes.rules.findings import Finding
from housingdesk.values.rows import frozen


@frozen
class Judgement:
    """``effective_on`` is what the rules propose, None while it cannot be said; ``earliest_on`` is the first lawful day."""

    findings: tuple[Finding, ...]
    effective_on: date | None = None
    earliest_on: date | None = None
