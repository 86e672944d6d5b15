"""The pane beside a run: one line with whose it is, by what, what it is against the last run, and its next step."""

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QPushButton

from housingdesk.benefits.queries.schedule_rows import MissingRow, RunLine
from housingdesk.benefits.rules.words import LineState
from housingdesk.ui.benefits.schedule_words import RunItem, class_words, days_words, step_words
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.label import WrapLink, button, label
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence

_KEYS = 3


class RunActs(Protocol):
    """What the page can do with the line that is marked."""

    def is_valid(self, act: str) -> bool: ...
    def enter_line(self) -> None: ...
    def find_account(self) -> None: ...
    def not_ours(self) -> None: ...
    def whose_debt(self) -> None: ...
    def award(self) -> None: ...
    def chase(self) -> None: ...
    def write_tenant(self) -> None: ...
    def suggestion(self, place: int) -> None: ...


def show_nothing(pane: RefillPane) -> None:
    """No line is marked."""
    pane.begin("No line chosen", "Choose a line to see whose it is, and by what")
    pane.finish()


def show_item(pane: RefillPane, item: RunItem, acts: RunActs) -> None:
    """A line, or somebody who is missing."""
    if item.missing is not None:
        _show_missing(pane, item.missing, acts)
    elif item.line is not None:
        _show_line(pane, item, item.line, acts)


def _show_missing(pane: RefillPane, row: MissingRow, acts: RunActs) -> None:
    pane.begin(row.whose, row.where)
    pane.put(label(row.sentence, "late", wrap=True))
    paid_to = format_date(row.paid_to) if row.paid_to else ""
    pane.put(Facts([(word, text) for word, text in (
        ("In the last run", format_pence(row.gross_pence)), ("Paid to", paid_to)) if text]))
    pane.put(label(f"{row.next_step}.", wrap=True))
    file = button("Open their file", acts.enter_line, key="Enter", kind="" if acts.is_valid("chase") else "primary")
    if acts.is_valid("chase"):
        pane.finish(button("Ask the office why", acts.chase, key="C", kind="primary"), [file])
    else:
        pane.finish(file)


def _show_line(pane: RefillPane, item: RunItem, line: RunLine, acts: RunActs) -> None:
    pane.begin(line.whose or "Whose is it?", line.where if line.whose else "")
    asks = line.state is LineState.ASK
    said = line.why if asks or line.line_class is None else line.sentence
    pane.put(label(f"{class_words(item)}. {said.removesuffix('.')}.", "late" if asks else "strong", wrap=True))
    if line.flags:
        pane.put(Bullets(line.flags))
    _show_candidates(pane, line, acts)
    days = days_words(line.period_from, line.period_to)
    pane.put(Facts([(word, text) for word, text in (
        ("The file says", line.name), ("Claim", line.claim_reference), ("Our reference", line.rent_reference),
        ("Address", line.address), ("For", days), ("A week", format_pence(line.weekly_pence) if line.weekly_pence else ""),
        ("Gross", format_pence(line.gross_pence) if line.recovery_pence else ""),
        ("Taken off", format_pence(line.recovery_pence) if line.recovery_pence else ""),
        ("Overpaid was", line.debtor), ("Net", format_pence(line.net_pence))) if text], strong_last=True))
    if not asks and line.why and line.line_class is not None:
        pane.put(label(f"Matched: {line.why}.", "muted", wrap=True))
    if step_words(item) and not asks:
        pane.put(label(f"Next: {step_words(item)}.", wrap=True))
    first, *others = _buttons(line, acts) or [None]
    pane.finish(first, [one for one in others if one is not None])


def _show_candidates(pane: RefillPane, line: RunLine, acts: RunActs) -> None:
    """Whose it might be; the first three have a key."""
    if line.candidates and acts.is_valid("find_account"):
        pane.put(label("It may be", "muted"))
    for place, one in enumerate(line.candidates if acts.is_valid("find_account") else ()):
        key = f"{place + 1}  " if place < _KEYS else ""
        pane.put(WrapLink(f"{key}{one.names}, {one.address}: {one.why}", partial(acts.suggestion, place)))


def _buttons(line: RunLine, acts: RunActs) -> list[QPushButton | None]:
    """The next step first."""
    made: list[QPushButton | None] = []
    asks = line.state is LineState.ASK and acts.is_valid("find_account")
    debt = asks and line.account_id is not None and bool(line.recovery_pence)
    if debt:
        made.append(button("Say whose overpayment", acts.whose_debt, key="R", kind="primary"))
    elif asks:
        made.append(button("Find the account", acts.find_account, key="F", kind="primary"))
    elif acts.is_valid("write_tenant"):
        made += [button("Write about the shortfall", acts.write_tenant, key="L", kind="primary"),
                 button("Their file", acts.enter_line, key="Enter")]
    elif line.tenancy_id is not None:
        made.append(button("Open their file", acts.enter_line, key="Enter", kind="primary"))
    if acts.is_valid("find_account") and (debt or not asks):
        made.append(button("Find", acts.find_account, key="F"))
    if acts.is_valid("whose_debt") and not debt:
        made.append(button("Overpaid", acts.whose_debt, key="R"))
    if acts.is_valid("not_ours"):
        made.append(button("Not ours", acts.not_ours, key="N"))
    if acts.is_valid("award") and not asks:
        made.append(button("Award", acts.award, key="W"))
    return made
