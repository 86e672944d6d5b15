"""The file of a collection of Direct Debits: a plain CSV for a bureau, and the Standard 18 file for Bacs.

Standard 18: positions of payment-files §4.5 (labels of 80 characters, records of 100, one contra for the originating account
and day). What the labels hold besides is filled in as the labels' standard has it; a bureau or Bacs test run confirms it.
"""

import csv
import io
import re
from datetime import date

from housingdesk.bank.rules.instructions import LONGEST_NAME, Code, digits, plain
from housingdesk.bank.rules.submissions import Originator, Submission, SubmissionForm, SubmissionLine
from housingdesk.errors import Refused
from housingdesk.values.money import decimal_text, format_pence
from housingdesk.values.text import one_line

BUREAU_HEADS = ("Reference", "Payer name", "Sort code", "Account number", "Amount", "Transaction code", "Collection date")
"""Reference as Bacs has it; name as typed; six and eight digits without hyphens; pounds with a point and two places; code
01, 17, 18, 19 of a payment, 0N or 0C of an instruction with the amount 0.00; day as dd/mm/yyyy. UTF-8 with a byte mark."""
MOST_PENCE = 99_999_999_999
_FORMULA = ("=", "+", "-", "@")
_LABEL, _RECORD = 80, 100


def write_submission(form: SubmissionForm, submission: Submission) -> bytes:
    """The bytes of a collection's file. Refused where a field does not fit or the originator is not known."""
    if not submission.lines:
        raise Refused("There is nothing to collect")
    return bureau_csv(submission) if form is SubmissionForm.BUREAU else standard_18(submission)


def bureau_csv(submission: Submission) -> bytes:
    """A table that bureaux take by naming its columns once (``BUREAU_HEADS``)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(BUREAU_HEADS)
    for one in submission.lines:
        writer.writerow([_cell(text) for text in (
            one.reference, one_line(one.payer_name), digits(one.sort_code), digits(one.account_number), decimal_text(one.pence),
            one.code, f"{submission.collect_on:%d/%m/%Y}")])
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def standard_18(submission: Submission) -> bytes:
    """The file that Bacs takes, for one processing day."""
    ours = _checked(submission.originator)
    day, made = _julian(submission.process_on), _julian(submission.made_on)
    serial = f"{submission.serial % 1_000_000:06d}"
    file_id = f"A{ours.service_user}S  1{ours.service_user}"
    tail1 = f"{file_id}{serial}0001" + "0001" + " " * 6 + made + day + " " + "000000"
    tail2 = f"F02000{_RECORD:05d}" + " " * 35 + "00"
    records = [_record(one, ours) for one in submission.lines]
    contras = [_contra(submission, ours)] if submission.pence else []
    payments = sum(one.is_payment for one in submission.lines)
    rows = [_label("VOL1", f"{serial}{'':31}{ours.service_user}", standard="1"), _label("HDR1", tail1), _label("HDR2", tail2),
            _label("UHL1", f"{day}999999    000000001 DAILY  001"), *records, *contras,
            _label("EOF1", tail1), _label("EOF2", tail2),
            _label("UTL1", f"{submission.pence:013d}{submission.pence if contras else 0:013d}{payments:07d}{len(contras):07d}")]
    return ("\r\n".join(rows) + "\r\n").encode("ascii")


def _label(name: str, text: str, standard: str = " ") -> str:
    return f"{name}{text}".ljust(_LABEL - 1) + standard


def _record(one: SubmissionLine, ours: Originator) -> str:
    if not 0 <= one.pence <= MOST_PENCE:
        raise Refused(f"{one.reference}: {format_pence(one.pence)} does not fit into the file")
    if one.is_payment is not bool(one.pence):
        raise Refused(f"{one.reference}: a payment has an amount, an instruction has none")
    return _joined(one.sort_code, one.account_number, one.code, ours, one.pence, ours.name, one.reference, one.payer_name)


def _contra(submission: Submission, ours: Originator) -> str:
    return _joined(ours.sort_code, ours.account_number, Code.CONTRA, ours, submission.pence, "CONTRA", ours.name, ours.name)


def _joined(sort_code: str, number: str, code: str, ours: Originator, pence: int, name: str, reference: str, payer: str) -> str:
    row = (f"{digits(sort_code):0>6}{digits(number):0>8}0{code}{ours.sort_code}{ours.account_number}{'':4}{pence:011d}"
           f"{_field(name)}{_field(reference)}{_field(payer)}")
    if len(row) != _RECORD:
        raise Refused(f"{reference}: the bank details do not fit into the file")
    return row


def _field(text: str) -> str:
    return plain(text)[:LONGEST_NAME].ljust(LONGEST_NAME)


def _checked(ours: Originator) -> Originator:
    sort_code, number = digits(ours.sort_code), digits(ours.account_number)
    if not re.fullmatch(r"[0-9]{6}", ours.service_user, re.ASCII):
        raise Refused("The service user number has six digits. Enter it in Settings, Rent and charges")
    if not plain(ours.name):
        raise Refused("The name that payers know is missing. Enter it in Settings, Rent and charges")
    if not re.fullmatch(r"[0-9]{6}", sort_code, re.ASCII) or not re.fullmatch(r"[0-9]{8}", number, re.ASCII):
        raise Refused("The bank account that is credited has no sort code of six digits and number of eight")
    return Originator(ours.service_user, ours.name, sort_code, number)


def _julian(day: date) -> str:
    """A blank, two digits of the year, and the day of the year."""
    return f" {day:%y}{day.timetuple().tm_yday:03d}"
