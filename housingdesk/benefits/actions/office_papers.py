"""Papers of an office are kept as they were made: the liaison report, and the order in which its form asks."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.benefits.models import Office
from housingdesk.benefits.papers.liaison import draw_liaison
from housingdesk.benefits.queries.form_orders import order_text
from housingdesk.benefits.queries.liaison import liaison
from housingdesk.benefits.rules.form_order import ORDER_FILE, dated, read_order
from housingdesk.benefits.rules.liaison import REPORT
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_document
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import PDF, file_name
from housingdesk.values.dates import format_date
from housingdesk.values.problems import refuse
from housingdesk.values.timeline import Ref

_OFFICE = "This office"


@needs(Permission.KEEP_TENANCIES)
def keep_liaison_report(act: Act, *, office_id: int) -> int:
    """Makes the liaison report of a council as it stands today and keeps it with the office; returns the file's id.

    The same report is kept once.
    """
    report = liaison(office_id, act.today)
    subject, content = Ref("office", office_id), draw_liaison(report)
    made = same_file(subject, content)
    if made is None:
        name = file_name(f"{REPORT} {report.office.name} {act.today.isoformat()}.pdf")
        made = keep_document(act, subject=subject, name=name, media_type=PDF, content=content)
    act.say(f"Liaison report for {report.office.name} kept", about=("office", office_id))
    return made


@needs(Permission.KEEP_TENANCIES)
def set_form_order(act: Act, *, office_id: int, valid_from: date, text: str) -> int:
    """Keeps the order in which a council's form asks, from a day on; returns the file's id. Every earlier order stays.

    Refused with every line that cannot be read.
    """
    row = as_seen(Office, office_id, None, _OFFICE)
    _, problems = read_order(text)
    refuse(problems)
    was = order_text(office_id, valid_from)
    made = keep_document(act, subject=Ref("office", office_id), name=file_name(f"{ORDER_FILE} {valid_from.isoformat()}.txt"),
                         media_type="text/plain", content=dated(valid_from, text).encode())
    name = row.council.name if row.council_id is not None else "this office"
    act.say(f"The form of {name} asks in another order from {format_date(valid_from)}", about=("office", office_id))
    act.take_back(set_form_order, "put the order before it back", office_id=office_id, valid_from=valid_from, text=was)
    return made
