"""Words and columns of Direct Debits: instructions, what is due, collections, and what Bacs reports."""

from collections.abc import Sequence
from datetime import date

from housingdesk.bank.queries.bacs import AdviceRow, ReportRow
from housingdesk.bank.queries.collections import CollectedRow, CollectionRow, DueRow, LeftOut
from housingdesk.bank.queries.mandates import MandateRow
from housingdesk.bank.rules.instructions import CODE_WORDS
from housingdesk.bank.rules.words import AdviceState, CollectedState, CollectionState, MandateState
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.text import sentence_case

_MANDATE = {MandateState.TO_SEND: Status.DUE, MandateState.SENT: Status.INFORMATION, MandateState.LIVE: Status.GOOD,
            MandateState.STOPPED: Status.NEUTRAL, MandateState.CANCELLED: Status.NEUTRAL}
_COLLECTION = {CollectionState.MADE: Status.DUE, CollectionState.SENT: Status.INFORMATION,
               CollectionState.POSTED: Status.GOOD, CollectionState.WITHDRAWN: Status.NEUTRAL}
_ADVICE = {AdviceState.DONE: Status.GOOD, AdviceState.TASK: Status.DUE, AdviceState.UNKNOWN: Status.LATE,
           AdviceState.WAITING: Status.DUE}
_COLLECTED = {CollectedState.COLLECTED: Status.GOOD, CollectedState.RETURNED: Status.LATE,
              CollectedState.INDEMNITY: Status.LATE}


@frozen
class DebitRow:
    """One row of any of the four lists; exactly one of its parts is there."""

    id: int
    mandate: MandateRow | None = None
    due: DueRow | None = None
    left: LeftOut | None = None
    collection: CollectionRow | None = None
    advice: AdviceRow | None = None

    @property
    def about(self) -> MandateRow | None:
        """The instruction that it is about, where it is about one."""
        if self.due is not None:
            return self.due.mandate
        return self.left.mandate if self.left is not None else self.mandate

    @property
    def pence(self) -> int:
        """How much it is."""
        if self.collection is not None:
            return self.collection.pence
        if self.advice is not None:
            return self.advice.pence or 0
        return self.due.pence if self.due is not None else self.about.due_pence if self.about is not None else 0


def who_words(one: DebitRow) -> str:
    """Whose it is."""
    if one.about is not None:
        return one.about.names
    if one.advice is not None:
        return one.advice.names or one.advice.payer or one.advice.reference
    return f"{one.collection.lines:,} payments" if one.collection is not None else ""


def what_words(one: DebitRow) -> str:
    """Its reference, and how it is collected."""
    if one.about is not None:
        return f"{one.about.reference}, {one.about.frequency}"
    if one.advice is not None:
        return f"{one.advice.kind}, {one.advice.reference}"
    return one.collection.form if one.collection is not None else ""


def state_words(one: DebitRow) -> str:
    """How far it is."""
    if one.due is not None:
        return f"{sentence_case(CODE_WORDS[one.due.code])}{', look at it' if one.due.warnings else ''}"
    if one.left is not None:
        return "Left out"
    if one.collection is not None:
        back = f", {one.collection.returned} came back" if one.collection.returned else ""
        return f"{sentence_case(one.collection.state)}{back}"
    return sentence_case(one.mandate.state if one.mandate is not None else one.advice.state if one.advice is not None else "")


def _status(one: DebitRow) -> Status:
    if one.due is not None:
        return Status.DUE if one.due.warnings else Status.GOOD
    if one.left is not None:
        return Status.NEUTRAL
    if one.collection is not None:
        return _COLLECTION[one.collection.state]
    if one.mandate is not None:
        return _MANDATE[one.mandate.state]
    return _ADVICE[one.advice.state] if one.advice is not None else Status.NEUTRAL


def day_of(one: DebitRow) -> date | None:
    """When it is due, was collected, or holds from."""
    if one.about is not None:
        return one.about.next_on if one.about.runs else None
    if one.collection is not None:
        return one.collection.collect_on
    return one.advice.effective_on if one.advice is not None else None


def _day_words(one: DebitRow, today: date) -> str:
    day = day_of(one)
    return format_short(day, today) if day is not None else ""


def debit_sentence(one: DebitRow) -> str:
    """A row as a screen reader says it."""
    day = day_of(one)
    return (f"{who_words(one)}, {what_words(one)}, {format_pence(one.pence)}: {state_words(one)}"
            + (f", {format_date(day)}" if day is not None else ""))


def debit_columns(today: date) -> Sequence[Column]:
    """Columns of all four lists."""
    return (
        Column("who", "For", 210, who_words, secondary=what_words, stretch=3, sort=True),
        Column("state", "Is", 180, state_words, status=_status, stretch=2, sort=True),
        Column("day", "Day", 84, lambda one: _day_words(one, today), least=70,
               sort=lambda one: day_of(one) or date.max),
        Column("pence", "Amount", 112, lambda one: format_pence(one.pence) if one.pence else "", align=Align.RIGHT, least=100,
               sort=lambda one: one.pence))


def mandate_facts(one: MandateRow) -> list[tuple[str, str]]:
    """What is known of an instruction. The payer's bank details stand last."""
    amount = format_pence(one.due_pence) + (", what is charged" if one.pence is None else "")
    found = [("Reference", one.reference), ("Collected", f"{sentence_case(one.frequency)}"
             + (f", on day {one.day}" if one.day is not None else "")), ("Next", format_date(one.next_on)
             if one.next_on is not None and one.runs else ""), ("Last", format_date(one.last_on) if one.last_on else ""),
             ("Payments so far", f"{one.collected:,}"), ("Signed on", format_date(one.signed_on)), ("Why", one.why),
             ("Payer", one.payer_name), ("Sort code", "-".join((one.sort_code[:2], one.sort_code[2:4], one.sort_code[4:]))),
             ("Account number", one.account_number), ("Amount", amount)]
    return [(word, text) for word, text in found if text]


def collection_facts(one: CollectionRow) -> list[tuple[str, str]]:
    """What is known of a collection."""
    found = [("Collected on", format_date(one.collect_on)), ("File", one.form), ("Payments", f"{one.lines:,}"),
             ("Made by", one.made_by), ("Sent", format_date(one.sent_at.date()) if one.sent_at is not None else ""),
             ("Came back", f"{one.returned}, {format_pence(one.back_pence)}" if one.returned else ""),
             ("Amount", format_pence(one.pence))]
    return [(word, text) for word, text in found if text]


def advice_facts(one: AdviceRow, report: ReportRow | None) -> list[tuple[str, str]]:
    """What a line of a report says."""
    found = [("Report", str(one.kind)), ("File", report.name if report is not None else ""), ("Reference", one.reference),
             ("Payer", one.payer), ("Code", one.code), ("Says", sentence_case(one.reason)),
             ("From", format_date(one.effective_on) if one.effective_on is not None else ""),
             ("Amount", format_pence(one.pence) if one.pence else "")]
    return [(word, text) for word, text in found if text]


def collected_columns(today: date) -> Sequence[Column]:
    """Columns of a collection's payments."""
    return (
        Column("number", "No.", 56, lambda one: f"{one.number}", least=48, sort=lambda one: one.number),
        Column("who", "For", 210, lambda one: one.names, secondary=lambda one: one.reference, stretch=3, sort=True),
        Column("code", "Is", 150, lambda one: sentence_case(CODE_WORDS[one.code]), stretch=1, sort=True,
               hide_below=600),
        Column("state", "Became", 190, lambda one: collected_words(one, today), status=lambda one: _COLLECTED[one.state],
               stretch=2),
        Column("pence", "Amount", 112, lambda one: format_pence(one.pence) if one.pence else "", align=Align.RIGHT, least=100,
               sort=lambda one: one.pence))


def collected_words(one: CollectedRow, today: date) -> str:
    """What became of a payment."""
    if one.state is CollectedState.COLLECTED:
        return "" if not one.pence else "Not returned"
    return f"{sentence_case(one.state)}" + (f" {format_short(one.returned_on, today)}" if one.returned_on is not None else "")


def collected_sentence(one: CollectedRow) -> str:
    """A payment as a screen reader says it."""
    return (f"{one.number}, {one.names}, {CODE_WORDS[one.code]}, {format_pence(one.pence)}"
            + (f", {one.state}: {one.reason}" if one.state is not CollectedState.COLLECTED else ""))
