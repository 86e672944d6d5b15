"""A statement on its pages: the answer first, then the entries, then how the charge is made up and how to pay."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from housingdesk.letters.pdf.blocks import end_items, heading_item, headline_items, note_items, text_items
from housingdesk.letters.pdf.document import Document
from housingdesk.letters.pdf.flow import Flow, Item
from housingdesk.letters.pdf.fonts import fit_in_window, refuse_missing, width
from housingdesk.letters.pdf.letterhead import LETTERHEAD_FOOT, letterhead, to_whom
from housingdesk.letters.pdf.sheet import Sheet
from housingdesk.letters.pdf.style import INK, LEFT, MUTED, RIGHT, Style, style_of
from housingdesk.letters.pdf.table import Table, columns_for
from housingdesk.letters.pdf.text import break_text
from housingdesk.letters.rules.address import MM
from housingdesk.letters.rules.compose import formats_line
from housingdesk.letters.rules.content import Run, advice_text
from housingdesk.letters.rules.envelopes import Envelope
from housingdesk.letters.rules.statement import (
    Statement,
    StatementLine,
    expected_sentence,
    owed_sentence,
    refuse_wrong_sums,
    said_balance,
    statement_texts,
)
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.references import format_payment_reference

_ENTRY_TITLES = ("Date", "Type", "What", "Charge", "Payment", "Owed")
_ENTRY_WORDS = (17, 27, 48)
_FACT_GAP = 4 * MM


def statement_flow(statement: Statement, envelopes: tuple[Envelope, ...]) -> Flow:
    """A statement on its own: with its address in the window where it has one."""
    style = style_of(statement.large_print)
    flow = Flow(Document(f"{statement.title}, {statement.reference}", statement.sender.name), style, _head(statement),
                (formats_line(statement.sender), statement.landlord))
    _check(statement)
    letterhead(flow.sheet, statement.sender, style)
    flow.y = LETTERHEAD_FOOT + style.gap * 2
    if statement.address is not None:
        to_whom(flow, fit_in_window(statement.address, envelopes),
                (("Date", format_date(statement.on)), ("Our reference", statement.reference),
                 ("Please ask for", statement.please_ask_for)), envelopes)
    _add_body(flow, statement)
    flow.add(end_items(flow.end_notes, style))
    return flow


def add_statement(flow: Flow, statement: Statement) -> None:
    """The statement on new pages of a letter that is laid out already."""
    _check(statement)
    flow.next_page(_head(statement))
    _add_body(flow, statement)


def _check(statement: Statement) -> None:
    refuse_wrong_sums(statement)
    for place, text in statement_texts(statement):
        refuse_missing(text, place)


def _head(statement: Statement) -> str:
    return f"{statement.title} · {statement.reference} · {format_date(statement.on)}"


def _add_body(flow: Flow, statement: Statement) -> None:
    style = flow.style
    flow.add([*headline_items(statement.title, style), *text_items((Run(f"From {statement.period}"),), style, keep=True),
              Item(style.gap / 2, keep=True), *_about(statement, style)])
    flow.space(style.gap)
    flow.add(text_items((Run(owed_sentence(statement), True),), style))
    for part in statement.parts:
        note = f"{part.who}: {said_balance(part.balance_pence)}{' owed' if part.balance_pence > 0 else ''}. {part.note}"
        flow.add(note_items(note.strip(), style, INK))
    flow.space(style.gap)
    _add_entries(flow, statement, style)
    for money in statement.expected:
        flow.space(style.gap / 2)
        flow.add(note_items(expected_sentence(money), style, MUTED))
    _add_charge(flow, statement, style)
    _add_sub_accounts(flow, statement, style)
    _add_ways_to_pay(flow, statement, style)


def _about(statement: Statement, style: Style) -> list[Item]:
    """Whose account, where, what it is called by, and the landlord (LTA 1987 s.47)."""
    name, address = statement.sender.landlord
    provider = statement.words.provider
    account = [("Name", ", ".join(statement.names)), ("Home", statement.home),
               (provider[0].upper() + provider[1:], f"{name}, {address}")]
    called = [("Our reference", statement.reference),
              ("Payment reference", format_payment_reference(statement.payment_reference))]
    if style.stacked:
        return [_fact_item([*account, *called], LEFT, RIGHT, style)]
    wide = max(width(label, style.small) for label, _ in called) + max(width(value, style.small) for _, value in called)
    middle = RIGHT - wide - _FACT_GAP - 1
    sides = [_fact_item(account, LEFT, middle - _FACT_GAP, style), _fact_item(called, middle, RIGHT, style)]

    def draw(sheet: Sheet, y: float) -> None:
        for side in sides:
            if side.draw is not None:
                side.draw(sheet, y)

    return [Item(max(side.height for side in sides), draw)]


def _fact_item(facts: Sequence[tuple[str, str]], left: float, right: float, style: Style) -> Item:
    """Labels in grey with their values beside them, between two edges."""
    size, pitch = style.small, style.small * 1.42
    indent = max(width(label, size) for label, _ in facts) + _FACT_GAP
    rows = [(label if number == 0 else "", line) for label, value in facts
            for number, line in enumerate(break_text(value, right - left - indent, size))]

    def draw(sheet: Sheet, y: float) -> None:
        for number, (label, line) in enumerate(rows):
            baseline = y + size + number * pitch
            if label:
                sheet.text(left, baseline, label, size, colour=MUTED)
            line.draw(sheet, left + indent, baseline, size)

    return Item(len(rows) * pitch, draw)


def _add_entries(flow: Flow, statement: Statement, style: Style) -> None:
    opening = (format_short(statement.start, statement.on), "", "Opening balance", "", "",
               said_balance(statement.opening_pence))
    closing = (format_short(statement.end, statement.on), "", "Closing balance", "", "",
               said_balance(statement.closing_pence))
    rows = [opening, *(_cells(line, statement) for line in statement.lines), closing]
    table = columns_for(_ENTRY_TITLES, rows, _ENTRY_WORDS, style)
    flow.add([*table.head(), table.row(opening, muted=True)])
    for before, row in pairwise(rows):
        flow.again = partial(_again, table, before[-1])
        flow.add([table.row(row, bold=row is closing)])
    flow.again = None


def _cells(line: StatementLine, statement: Statement) -> tuple[str, ...]:
    charge, payment = max(line.pence, 0), max(-line.pence, 0)
    return (format_short(line.on, statement.on), line.kind, line.what, format_pence(charge) if charge else "",
            format_pence(payment) if payment else "", said_balance(line.balance_pence))


def _again(table: Table, balance: str) -> Sequence[Item]:
    return [*table.head(), table.row(("", "", "Brought forward", "", "", balance), muted=True)]


def _add_charge(flow: Flow, statement: Statement, style: Style) -> None:
    if not statement.charge:
        return
    rows = [_charge_cells(part.what, part.pence, part.eligible_pence, part.own_pence) for part in statement.charge]
    rows.append(_charge_cells("Together", sum(part.pence for part in statement.charge),
                              sum(part.eligible_pence for part in statement.charge),
                              sum(part.own_pence for part in statement.charge)))
    titles = ("What", f"Each {statement.charge_every}", "Benefit can cover", "Benefit cannot cover", "You pay")
    table = columns_for(titles, rows, (1,), style)
    flow.space(style.gap * 1.4)
    flow.add([heading_item(f"Your charge each {statement.charge_every}", style), *table.head(),
              *(table.row(row, keep=True) for row in rows[:-1]), table.row(rows[-1], bold=True)])


def _charge_cells(what: str, whole: int, eligible: int, own: int) -> tuple[str, ...]:
    return (what, format_pence(whole), format_pence(eligible), format_pence(whole - eligible), format_pence(own))


def _add_sub_accounts(flow: Flow, statement: Statement, style: Style) -> None:
    if not statement.sub_accounts:
        return
    rows = [(account.name, said_balance(account.balance_pence)) for account in statement.sub_accounts]
    table = columns_for(("Account", "Owed"), rows, (1,), style)
    flow.space(style.gap * 1.4)
    flow.add([heading_item(f"Kept apart from your {statement.words.charge} account", style), *table.head(),
              *(table.row(row, keep=row is not rows[-1]) for row in rows)])


def _add_ways_to_pay(flow: Flow, statement: Statement, style: Style) -> None:
    """How to pay and where advice is to be had, on one page."""
    items: list[Item] = []
    if statement.ways_to_pay:
        reference = format_payment_reference(statement.payment_reference)
        ways = [*statement.ways_to_pay, f"Always give your payment reference, {reference}."]
        items = [heading_item("How to pay", style),
                 *(item for way in ways for item in note_items(way, style, INK, keep=True)), Item(style.gap, keep=True)]
    if statement.help_lines:
        items += note_items(advice_text(statement.help_lines), style, INK)
    flow.space(style.gap * 1.4)
    flow.add(items)
