"""The proof of a period on paper: what was looked at and the three-way proof, to sign and file."""

from datetime import date

from housingdesk.reports import pack_parts
from housingdesk.reports.queries.closing import Closing, closing
from housingdesk.reports.rules.words import PeriodKind
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import format_date
from housingdesk.values.text import sentence_case


def closing_paper(kind: PeriodKind, day: date, on: date, printed_by: str) -> bytes:
    """The proof of the period that holds ``day`` as PDF, as it stands on the day ``on``."""
    return draw(closing(kind, day, on), on, printed_by)


def draw(found: Closing, on: date, printed_by: str) -> bytes:
    """The paper."""
    known = settings_queries.values(on)
    proof = found.proof
    title = f"Proof of the {found.name}" if not found.name[:1].isupper() else f"Proof of {found.name}"
    flow = pack_parts.begin(title, known["org.name"] or "HousingDesk", (
        f"Ledger head {proof.head_hash}, seal {proof.head_sequence:,}", f"Printed {format_date(on)} by {printed_by}"))
    pack_parts.headline(flow, _headline(found), (f"{format_date(found.start)} to {format_date(found.end)}",))
    pack_parts.checks(flow, found.checks)
    pack_parts.proof(flow, proof)
    return flow.document(demo=bool(known["demo.mark"]))


def _headline(found: Closing) -> str:
    name = sentence_case(found.name)
    if found.closed is not None:
        return f"{name}: closed on {format_date(found.closed.made_at.date())} by {found.closed.made_by}"
    return f"{name}: ready to be closed" if found.may_close else f"{name}: cannot be closed yet"
