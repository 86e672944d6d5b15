"""Says which list stands behind a line of the bank, and on which screen it is: payment file, schedule of benefit, slip."""

from typing import Any

from housingdesk.bank.models import BankLine
from housingdesk.bank.queries import file_lumps
from housingdesk.bank.queries.bacs import reports_of_lines
from housingdesk.bank.queries.payment_files import posted_files_on, waiting_sums
from housingdesk.bank.queries.slips import slips_of_lines
from housingdesk.benefits.queries import schedules
from housingdesk.benefits.queries.offices import offices
from housingdesk.rent.models import Entry
from housingdesk.values.rows import frozen


@frozen
class ListPlace:
    """A screen and what it opens there."""

    place: str
    facts: dict[str, Any]


def list_of_line(line_id: int) -> ListPlace | None:
    """Where the list of a line is opened, or where it is taken in; None for a line that has none."""
    line = BankLine.get_or_none(BankLine.id == line_id)
    if line is not None and line.pence < 0 and reports_of_lines({line_id: line.pence}):
        return ListPlace("direct_debits", {"tab": "reports"})
    if line is None or line.pence <= 0:
        return None
    if (file := posted_files_on([line_id]).get(line_id)) is not None:
        return ListPlace("payment_file", {"file_id": file.id})
    if (run := schedules.posted_on([line_id]).get(line_id)) is not None:
        return ListPlace("schedule", {"schedule_id": run.id})
    return _waiting(line_id, line.pence) or _by_account(line)


def _waiting(line_id: int, pence: int) -> ListPlace | None:
    """A list that waits for this very sum."""
    if files := waiting_sums().get(pence):
        return ListPlace("payment_file", {"file_id": files[0].id, "bank_line_id": line_id})
    if runs := schedules.waiting_with([pence]).get(pence):
        return ListPlace("schedule", {"schedule_id": runs[0].id})
    if line_id in slips_of_lines({line_id: pence}):
        return ListPlace("takings", {"tab": "slips"})
    return None


def _by_account(line: BankLine) -> ListPlace | None:
    """The lists of the control account that the line lies in, or would."""
    account = line.proposed_id
    if line.batch_id is not None:
        account = Entry.select(Entry.account).where((Entry.bank_line == line.id) & (Entry.batch == line.batch_id)).scalar()
    if account in file_lumps.controls():
        return ListPlace("payment_files", {})
    return ListPlace("schedules", {}) if account in {one.control_id for one in offices()} - {None} else None
