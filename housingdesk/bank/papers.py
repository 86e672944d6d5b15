"""Papers of money taken at a desk: the numbered receipt for whoever paid, and the paying-in slip for the bank."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.queries.slips import SlipRow
from housingdesk.bank.queries.takings import TakingRow
from housingdesk.bank.rules.words import TakingWay
from housingdesk.letters.pdf.paper_pages import draw_paper
from housingdesk.letters.queries.sender import sender_of
from housingdesk.letters.rules.content import Paragraph, Run
from housingdesk.letters.rules.paper_content import Grid, Paper, PaperBlock, Rows
from housingdesk.settings.queries import value
from housingdesk.values.dates import format_date, format_full
from housingdesk.values.money import format_pence
from housingdesk.values.references import format_payment_reference, is_payment_reference

_DRAWN = {TakingWay.CHEQUE: "Cheque number", TakingWay.POSTAL_ORDER: "Postal order number",
          TakingWay.CARD: "Card machine’s number"}
_NOTES = {TakingWay.CHEQUE: "This receipt holds once the cheque is paid by the bank it is drawn on."}


def draw_receipt(one: TakingRow, on: date) -> bytes:
    """The receipt as PDF: its number, from whom, how much, in which way, for which account, who took it and where."""
    reference = one.account_reference
    rows = (("Receipt number", f"{one.number}"), ("Date", format_full(one.taken_on)),
            ("Received from", one.paid_by or one.names), ("Amount", format_pence(one.pence)), ("Paid by", str(one.way)),
            (_DRAWN.get(one.way, ""), one.drawn_on),
            ("For the account of", one.names), ("Address", one.address),
            ("Payment reference", format_payment_reference(reference) if is_payment_reference(reference) else reference),
            ("Taken at", one.where[:1].upper() + one.where[1:]), ("Taken by", one.taken_by))
    blocks: list[PaperBlock] = [Rows("Received with thanks", tuple((name, said) for name, said in rows if name and said))]
    if note := _NOTES.get(one.way):
        blocks.append(Paragraph((Run(note),)))
    return _paper(f"Receipt {one.number}", f"Receipt {one.number}", f"Receipt {one.number}", tuple(blocks), on)


def draw_slip(slip: SlipRow, takings: Sequence[TakingRow], account_number: str, on: date) -> bytes:
    """The paying-in slip as PDF: cash as one sum, every cheque and postal order by itself, and the whole."""
    cash = [one for one in takings if one.way is TakingWay.CASH]
    others = [one for one in takings if one.way is not TakingWay.CASH]
    sums = [("Cash", format_pence(sum(one.pence for one in cash)))] if cash else []
    sums += [(f"{way[:1].upper()}{way[1:]}s ({len(some)})", format_pence(sum(one.pence for one in some)))
             for way in (TakingWay.CHEQUE, TakingWay.POSTAL_ORDER) if (some := [one for one in others if one.way is way])]
    head = (("To the account", slip.bank), ("Sort code and number", _our_number(account_number)),
            ("Date", format_full(slip.made_on)), ("Made by", slip.made_by), *sums, ("Together", format_pence(slip.pence)))
    blocks: list[PaperBlock] = [Rows("Paid in", head)]
    if others:
        rows = tuple((str(one.number), one.paid_by or one.names, f"{one.way} {one.drawn_on}".strip(), format_pence(one.pence))
                     for one in others)
        blocks.append(Grid("Cheques and postal orders", ("Receipt", "From", "What", "Amount"), rows, (1.0, 3.0, 2.0)))
    if cash:
        rows = tuple((str(one.number), one.paid_by or one.names, format_date(one.taken_on), format_pence(one.pence))
                     for one in cash)
        blocks.append(Grid("Cash, for our own check", ("Receipt", "From", "Taken on", "Amount"), rows, (1.0, 3.0, 2.0)))
    blocks.append(Rows("At the bank", (("Paid in by", ""), ("Stamp and date", ""))))
    title = f"Paying-in slip {slip.number}"
    return _paper(title, title, title, tuple(blocks), on)


def _our_number(number: str) -> str:
    """``20441712344417`` as banks write it: ``20-44-17 12344417``; any other number as it is."""
    if len(number) != 14 or not number.isdigit():
        return number
    return f"{number[:2]}-{number[2:4]}-{number[4:6]} {number[6:]}"


def _paper(title: str, headline: str, reference: str, blocks: tuple[PaperBlock, ...], on: date) -> bytes:
    paper = Paper(title=title, sender=sender_of(on), headline=headline, reference=reference, made_from="Takings", blocks=blocks)
    return draw_paper(paper, demo=value("demo.mark", on))
