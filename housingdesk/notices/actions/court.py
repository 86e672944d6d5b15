"""Keeping the court bundle of a notice as it was made. A kept bundle is never changed: another one is made beside it."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.documents.queries import same_file
from housingdesk.errors import Refused
from housingdesk.notices.models import NoticeCase
from housingdesk.notices.queries import cases
from housingdesk.notices.queries.bundle import refuse_bundle, refuse_changed
from housingdesk.notices.queries.court_statement import court_statement
from housingdesk.notices.rules.bundle import MadeBundle
from housingdesk.tenancies.queries.agreements import tenancy
from housingdesk.values.dates import format_date
from housingdesk.values.timeline import Ref

_PDF = "application/pdf"


@needs(Permission.SERVE_NOTICES)
def keep_bundle(act: Act, *, case_id: int, version: int, made: MadeBundle) -> int:
    """Keeps a bundle with its notice; returns the document's id.

    Refused when a hold was put on meanwhile, or what the bundle was made from has changed.
    """
    case = as_seen(NoticeCase, case_id, version, "This notice")
    if made.case_id != case_id:
        raise Refused("This bundle is of another notice")
    row = cases.case(case_id)
    refuse_bundle(row, made.choice, act.today)
    refuse_changed(row, made, act.today)
    subject = Ref("notice_case", case_id)
    name = f"Court bundle {made.choice.purpose}, {case.names}, {format_date(act.today)}.pdf"[-200:]
    kept = same_file(subject, made.pdf) or keep_document(act, subject=subject, name=name, media_type=_PDF, content=made.pdf)
    without = ", ".join(f"{one.key} ({one.reason})" for one in made.choice.left_out)
    out = f". Left out: {without}" if without else ""
    out += f". Put in: {', '.join(made.choice.put_in)}" if made.choice.put_in else ""
    act.say(f"Court bundle {made.choice.purpose} of {made.pages} pages kept{out}", about=Ref("tenancy", case.tenancy_id))
    return kept


@needs(Permission.SERVE_NOTICES)
def keep_statement(act: Act, *, tenancy_id: int) -> int:
    """Draws the rent statement for the court as of today and keeps it with the agreement; returns the document's id."""
    from housingdesk.notices.bundle_pdf.statement import draw_court_statement

    row, subject = tenancy(tenancy_id), Ref("tenancy", tenancy_id)
    pdf = draw_court_statement(court_statement(tenancy_id, act.today))
    name = f"Rent statement for the court, {row.names}, {format_date(act.today)}.pdf"[-200:]
    kept = same_file(subject, pdf) or keep_document(act, subject=subject, name=name, media_type=_PDF, content=pdf)
    act.say("Rent statement for the court kept", about=subject)
    return kept
