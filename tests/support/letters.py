"""Letters and statements of a made-up association, for tests and benchmarks, and a reader of what was printed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pypdfium2

from housingdesk.letters.pdf.pdfium import PDFIUM
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.arrears import ArrearsFacts, Every, recent_account
from housingdesk.letters.rules.compose import LetterFacts, compose_letter
from housingdesk.letters.rules.content import AccountRow, HelpLine, Letter, Sender, SignOff
from housingdesk.letters.rules.statement import (
    ChargePart,
    ExpectedMoney,
    OwedPart,
    Statement,
    StatementLine,
    SubAccount,
)
from housingdesk.letters.rules.words import AgreementKind, Words, words_for
from housingdesk.letters.stock import shipped_template
from housingdesk.values.dates import format_long

TODAY = date(2026, 11, 23)
SENDER = Sender("Dale Vale Homes", ("2 Mill Lane", "Anytown", "ZZ9 9ZZ"), "01632 960 118", "Monday to Friday, 9am to 5pm",
                "rent@dalevale.example")
HELP_LINES = (HelpLine("Citizens Advice", "0800 144 8848"), HelpLine("National Debtline", "0808 808 4000"),
              HelpLine("Shelter", "0808 800 4444"))
ADDRESS = PostalAddress(("Amina Khan",), "14 Dale Road", "Anytown", "ZZ9 9ZZ")
ROWS = (
    AccountRow(date(2026, 10, 26), "Week of 26 October", 11240, 0, 47176),
    AccountRow(date(2026, 10, 30), "Standing order returned", 5000, 0, 52176),
    AccountRow(date(2026, 11, 2), "Week of 2 November", 11240, 0, 63416),
    AccountRow(date(2026, 11, 6), "Standing order", 0, 5000, 58416),
    AccountRow(date(2026, 11, 13), "Universal Credit", 0, 38920, 19496),
    AccountRow(date(2026, 11, 23), "Week of 23 November, less £50.00 paid", 11240, 5000, 25736),
)


def arrears_facts(**changes: Any) -> ArrearsFacts:
    """A person who owes £482.16 of a weekly charge of £112.40."""
    usual = ArrearsFacts(asked_pence=48216, charge_pence=11240, every=Every.WEEK, act_by=date(2026, 11, 30),
                         officer="A. Brown", payment_reference="600044716")
    return replace(usual, **changes)


def part_paid(**changes: Any) -> ArrearsFacts:
    """A person whose benefit pays all but £11.60 a week, and who owes four weeks of that."""
    return arrears_facts(asked_pence=4640, charge_pence=31160, own_charge_pence=1160,
                         benefit_paid_to=date(2026, 10, 25), **changes)


def letter_facts(kind: AgreementKind = AgreementKind.TENANCY, arrears: ArrearsFacts | None = None,
                 **changes: Any) -> LetterFacts:
    """What an arrears letter is made from; ``changes`` are fields of LetterFacts."""
    about = arrears or arrears_facts()
    usual = LetterFacts(sender=SENDER, address=ADDRESS, greeting="Amina Khan", on=TODAY, our_reference="T004471",
                        please_ask_for="A. Brown", words=words_for(kind), fields=about.fields(), facts=about.facts(),
                        signed_by=SignOff("A. Brown", "Housing Coordinator"), account=recent_account(ROWS),
                        expected="Universal Credit of £389.20 is expected on 6 December. It is not counted above.",
                        help_lines=HELP_LINES, costs=(("Each week for the home", "£98.20"), ("Together, each week", "£98.20")))
    return replace(usual, **changes)


def arrears_letter(key: str = "arrears-2", **changes: Any) -> Letter:
    """A shipped arrears letter; ``changes`` as for ``letter_facts``."""
    return compose_letter(shipped_template(key), letter_facts(**changes))


def statement_lines(count: int, opening_pence: int, words: Words) -> Iterable[StatementLine]:
    """So many entries up to today: a charge each week, and benefit or a standing order in turn."""
    balance, first = opening_pence, TODAY - timedelta(weeks=count // 2)
    for number in range(count):
        on = first + timedelta(weeks=number // 2)
        kind, what, pence = [(words.charge.capitalize(), f"Week of {format_long(on)}", 11240),
                             ("Housing Benefit", "Four weeks to 25 October", -8990),
                             (words.charge.capitalize(), f"Week of {format_long(on)}", 11240),
                             ("Standing order", "A KHAN 600044716", -12000)][number % 4]
        balance += pence
        yield StatementLine(on, kind, what, pence, balance)


def rent_statement(count: int = 12, kind: AgreementKind = AgreementKind.TENANCY, **changes: Any) -> Statement:
    """A statement with so many entries; ``changes`` are fields of Statement."""
    words = words_for(kind)
    lines = tuple(statement_lines(count, 35936, words))
    closing = lines[-1].balance_pence if lines else 35936
    usual = Statement(
        sender=SENDER, words=words, names=ADDRESS.names, home="14 Dale Road, Anytown, ZZ9 9ZZ", reference="T004471",
        payment_reference="600044716", start=lines[0].on if lines else TODAY, end=TODAY, on=TODAY, opening_pence=35936,
        lines=lines, closing_pence=closing,
        charge=(ChargePart(words.charge.capitalize(), 9000, 9000, 0), ChargePart("Cleaning of shared areas", 1240, 1240, 160),
                ChargePart("Heating and hot water", 1000, 0, 1000)),
        parts=(OwedPart("Your own part", 4640, "Your own charge of £11.60 a week: 4 weeks owed."),
               OwedPart("Housing Benefit", closing - 4640, "Paid to 25 October.")),
        expected=(ExpectedMoney(date(2026, 12, 6), "Universal Credit", 38920),),
        sub_accounts=(SubAccount("Court costs", 35500),),
        ways_to_pay=("Standing order or transfer to Dale Vale Homes, sort code 12-34-56, account 12345678.",
                     "Card, by ringing 01632 960 118."),
        help_lines=HELP_LINES, please_ask_for="A. Brown")
    return replace(usual, **changes)


def printed(pdf: bytes) -> list[str]:
    """The words of each page as a reader of the PDF gets them, line ends and no-break spaces as plain spaces."""
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
        finally:
            document.close()
