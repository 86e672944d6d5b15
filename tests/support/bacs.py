"""Direct Debits for tests: reports of Bacs in the shapes that banks send, instructions, and a collection that was posted."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.bank.actions.collections import make_collection, mark_sent
from housingdesk.bank.actions.file_posting import post_file
from housingdesk.bank.actions.mandates import add_mandate
from housingdesk.bank.queries.collections import collection
from housingdesk.bank.queries.file_lumps import lumps_for
from housingdesk.bank.rules.instructions import MandateDraft
from housingdesk.bank.rules.submissions import SubmissionForm
from housingdesk.rent.rules.words import Frequency
from housingdesk.values.money import decimal_text
from tests.support.banking import bring_in, line


def arudd(items: Sequence[tuple[str, int, str, str]], *, on: date, collected: date, total: int | None = None,
          count: int | None = None, encoding: str = "ISO-8859-1", name: str = "Zoë Ni&amp;l") -> bytes:
    """Unpaid Direct Debits: (reference, pence, return code, its words)."""
    rows = "".join(
        f'<ReturnedDebitItem ref="{reference}" transCode="17" returnCode="{code}" returnDescription="{words}" '
        f'originalProcessingDate="{collected}" valueOf="{decimal_text(pence)}" currency="GBP">'
        f'<PayerAccount number="00001234" ref="{reference}" name="{name}" sortCode="20-00-00"/></ReturnedDebitItem>'
        for reference, pence, code, words in items)
    whole = sum(one[1] for one in items) if total is None else total
    text = (f'<?xml version="1.0" encoding="{encoding}"?><BACSDocument><Data><ARUDD><Header reportType="REFT1019" '
            f'adviceNumber="001" currentProcessingDate="{on}"/><AddresseeInformation name="US"/>'
            f'<ServiceLicenseInformation userName="US" userNumber="123456"/><OriginatingAccountRecords>'
            f'<OriginatingAccountRecord><OriginatingAccount name="US" number="12344417" sortCode="20-44-17"/>{rows}'
            f'<Totals numberOf="{len(items) if count is None else count}" valueOf="{decimal_text(whole)}" currency="GBP"/>'
            "</OriginatingAccountRecord></OriginatingAccountRecords></ARUDD></Data></BACSDocument>")
    return text.encode(encoding)


def messages(items: Sequence[tuple[str, str, str]], *, on: date, kind: str = "A", new: tuple[str, str] = ("", ""),
             accepted: int = 0) -> bytes:
    """ADDACS (kind A), or AUDDIS (N): (reference, reason code, payer); ``new``: sort code and account moved to."""
    rows = "".join(
        f'<MessagingAdvice user-number="123456" record-type="{kind}" effective-date="{on}" reference="{reference}" '
        f'payer-name="{payer}" payer-sort-code="200000" payer-account-number="00001234" payer-new-sort-code="{new[0]}" '
        f'payer-new-account-number="{new[1]}" reason-code="{code}"/>' for reference, code, payer in items)
    if accepted:
        rows += (f'<MessagingAdvice user-number="123456" record-type="V" processing-date="{on}" accepted-ddi="{accepted}" '
                 'rejected-ddi="0"/>')
    report = "ADDACS" if kind == "A" else "AUDDIS"
    return (f'<?xml version="1.0" encoding="UTF-8"?><b:BACSDocument xmlns:b="urn:bacs"><b:Data><b:MessagingAdvices>'
            f'<b:MessagingHeader user-number="123456" report-type="{report}"/>{rows}</b:MessagingAdvices></b:Data>'
            "</b:BACSDocument>").encode()


def claims(items: Sequence[tuple[str, int, str]], *, on: date, collected: date, total: str | None = None) -> bytes:
    """Indemnity claims: (reference, pence, reason)."""
    rows = "".join(
        f"<DDICAdvice><SeqNo>{number}</SeqNo><PayingBankReference>PB{number}</PayingBankReference><SUReference>{reference}"
        f"</SUReference><ReasonCode>1</ReasonCode><ReasonCodeMeaning>{why}</ReasonCodeMeaning><PayerName>A KHAN</PayerName>"
        f"<TotalAmount>{pence / 100:,.2f}</TotalAmount><DDCollections><DDCollection><DateOfDirectDebit>{collected}"
        f"</DateOfDirectDebit><Amount>{pence / 100:,.2f}</Amount></DDCollection></DDCollections></DDICAdvice>"
        for number, (reference, pence, why) in enumerate(items, 1))
    whole = f"{sum(one[1] for one in items) / 100:,.2f}" if total is None else total
    return (f'<?xml version="1.0" encoding="UTF-8"?><VocaDocument xmlns="urn:voca"><Data><Document><ServiceUserNumber>123456'
            f"</ServiceUserNumber><NewAdvices><DateOfDebit>{on}</DateOfDebit><TotalValueOfDebits>{whole}</TotalValueOfDebits>"
            f"{rows}</NewAdvices></Document></Data></VocaDocument>").encode()


def counted(kind: str = "InputReport", *, on: date) -> bytes:
    """What a submission came to: 3 debits taken, 1 not."""
    return (f'<?xml version="1.0" encoding="UTF-8"?><BACSDocument><Data><{kind}><SubmissionInformation '
            f'serviceUserNumber="123456" processingDate="{on}"/><AccountTotals><DebitAccepted numberOf="3" valueOf="300.00"/>'
            f'<DebitRejected numberOf="1" valueOf="5.00"/></AccountTotals></{kind}></Data></BACSDocument>').encode()


def draft(account: int, reference: str, next_on: date, signed_on: date, pence: int | None = None,
          frequency: Frequency = Frequency.MONTHLY) -> MandateDraft:
    """An instruction of an account."""
    return MandateDraft(account, reference, "Zoë Khan", "20-00-00", "00001234", frequency,
                        next_on.day if frequency is Frequency.MONTHLY else None, pence, signed_on, next_on)


def live_mandate(desk: Desk, account: int, reference: str, next_on: date, pence: int | None = None,
                 frequency: Frequency = Frequency.MONTHLY) -> int:
    """An instruction that the bank has already, with less notice agreed."""
    made = draft(account, reference, next_on, desk.today, pence, frequency)
    return int(desk.do(add_mandate, draft=made, sent=True, agreed=True).value)


def collect(desk: Desk, on: date, *, posted: bool = True, opening: int = 100_000) -> int:
    """A collection that is sent, and with ``posted`` posted against its lump; returns its id."""
    made = int(desk.do(make_collection, collect_on=on, form=SubmissionForm.BUREAU).value)
    desk.do(mark_sent, collection_id=made)
    if posted:
        post(desk, made, on, opening)
    return made


def post(desk: Desk, made: int, on: date, opening: int = 100_000) -> None:
    """The lump of a collection comes, and its file is posted against it."""
    head = desk.ask(collection, collection_id=made)
    bring_in(desk, [line(head.pence, "BACS COLLECTION 123456", on=on)], opening)
    fit = desk.ask(lumps_for, file_id=head.file_id, on=on)[0]
    desk.do(post_file, file_id=head.file_id, bank_line_id=fit.lump.bank_line_id)
