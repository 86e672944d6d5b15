"""The papers for the Public Trustee after a death: a letter, the answers of form NL1 in its order, and a copy of the notice."""

from datetime import date

from housingdesk.changes.queries.judging import ChangeFile, change_file
from housingdesk.changes.rules.findings import day_of
from housingdesk.changes.rules.trustee import Edition, answers_in_order, edition_on
from housingdesk.changes.rules.words import ChangeKind
from housingdesk.changes.stock import trustee_editions
from housingdesk.documents.queries import kept
from housingdesk.errors import Refused
from housingdesk.letters.pdf import Issued, document_hash, issue_letter, issue_paper, read_back, stamp_copy
from housingdesk.letters.queries.envelopes import envelopes_of
from housingdesk.letters.rules.address import typed_address
from housingdesk.letters.rules.compose import formats_line
from housingdesk.letters.rules.content import Letter, Paragraph, Run, Sender, SignOff
from housingdesk.letters.rules.paper_content import Paper, Rows
from housingdesk.notices.queries.cases import CaseRow, services
from housingdesk.notices.queries.content import home_lines, sender_of
from housingdesk.notices.rules.printed import HOW
from housingdesk.settings import queries as settings_queries
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

QUIT = "ntq-landlord"
PUBLIC_TRUSTEE = "The Public Trustee"


@frozen
class TrusteeForm:
    """What the papers begin with: the edition of the form on the day, and the address as the settings have it."""

    edition: Edition
    address: str
    why_not: str | None


def trustee_form(change_id: int, on: date) -> TrusteeForm:
    """Whether the papers can be drawn today, and what they begin with; NotFound if there is no such change."""
    lines = settings_queries.value("changes.public_trustee", on) or ()
    return TrusteeForm(edition_on(trustee_editions(), on), "\n".join(lines), _why_not(change_file(change_id, on)))


def _why_not(file: ChangeFile) -> str | None:
    if file.row.kind is not ChangeKind.DEATH:
        return "Only a notice after a death goes to the Public Trustee"
    case = _notice(file)
    if case is None or case.document_id is None:
        return "Print the notice to quit first: a copy of it goes with these papers"
    return None


def _notice(file: ChangeFile) -> CaseRow | None:
    return next((one for one in file.notices if one.notice == QUIT), None)


def trustee_papers(change_id: int, on: date, *, address: str, fee_pence: int, signed_by: str) -> Issued:
    """Letter, sheet and copy of the notice as one PDF; Refused with what is missing."""
    from housingdesk.letters.pdf.joined import joined

    file = change_file(change_id, on)
    case = _notice(file)
    if (why := _why_not(file)) is not None or case is None or case.document_id is None:
        raise Refused(why or "Print the notice to quit first")
    known, edition = settings_queries.values(on), edition_on(trustee_editions(), on)
    sender, demo = sender_of(known), bool(known["demo.mark"])
    letter = _letter(file, sender, edition, address, fee_pence, on, signed_by)
    sheet = _sheet(file, case, sender, edition, fee_pence)
    copy = stamp_copy(kept(case.document_id).content, "For the Public Trustee: a copy")
    drawn = issue_letter(letter, envelopes=envelopes_of(known), demo=demo), issue_paper(sheet, demo=demo)
    whole = joined([*(one.pdf for one in drawn), copy])
    return Issued(whole, document_hash(whole), read_back(whole, None).pages)


def _letter(file: ChangeFile, sender: Sender, edition: Edition, address: str, fee_pence: int, on: date,
            signed_by: str) -> Letter:
    name = _died(file)
    told = (f"{name} was our tenant and has died. We do not know of a grant of probate or letters of administration.",
            "We have given a notice to quit, addressed to the personal representatives. With this come the form "
            f"{edition.form}, a copy of the notice and the fee of {format_pence(fee_pence)}.",
            "Enter the notice in the register, and send us word that you have.")
    return Letter(
        title=f"Letter to the Public Trustee, {file.tenancy.reference}", sender=sender,
        address=typed_address((PUBLIC_TRUSTEE,), address), on=on, our_reference=file.tenancy.reference,
        please_ask_for=signed_by, headline=f"A notice about the home of {name}, who has died.",
        salutation="Dear Public Trustee", blocks=(*(Paragraph((Run(text),)) for text in told), SignOff(signed_by, "")),
        landlord_line="", formats_line=formats_line(sender))


def _sheet(file: ChangeFile, case: CaseRow, sender: Sender, edition: Edition, fee_pence: int) -> Paper:
    home, died_on = ", ".join(home_lines(file.row.tenancy_id, file.row.asked_on)), day_of(file.row.answers, "died_on")
    name, where = sender.landlord
    said = {
        "names": _died(file), "last_address": home, "died_on": format_date(died_on) if died_on is not None else "",
        "property": home, "notice": "Notice to quit", "left_on": "; ".join(
            f"{sentence_case(HOW[one.method])}, {format_day(one.sent_on)}" for one in services(case.id)),
        "dated": format_date(case.sent_on) if case.sent_on is not None else "",
        "sender": name, "sender_address": where, "phone": sender.phone, "reference": file.tenancy.reference,
        "fee": format_pence(fee_pence)}
    return Paper(
        title=f"Answers for form {edition.form}", sender=sender, headline=f"Answers for form {edition.form}, in its order",
        reference=file.tenancy.reference, made_from=edition.law,
        blocks=(Paragraph((Run(f"Fill in form {edition.form} from this sheet, line by line, and sign it. Send it with the copy "
                               "of the notice and the fee."),)),
                Rows(edition.title, answers_in_order(edition, said)),
                Paragraph((Run(f"To check. {edition.check}", True),))))


def _died(file: ChangeFile) -> str:
    number = int(file.row.answers.get("died", "0") or 0)
    return next((name for key, name in file.names if key == number), file.tenancy.names)
