"""Moving money from an account: to another account, back to the person, or off a former debt. What is asked for waits."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton

from housingdesk.access.rules import Permission
from housingdesk.arrears.queries.former import acknowledgements
from housingdesk.bank.queries.targets import Target, find_targets
from housingdesk.benefits.actions.refunding import ask_for_refund
from housingdesk.benefits.queries.refund_risk import Refundable
from housingdesk.rent.actions.requests import ask_reinstatement, ask_write_off
from housingdesk.rent.actions.transfers import transfer
from housingdesk.rent.queries.account_file import AccountFile
from housingdesk.rent.queries.refundable import OtherAccount, household_accounts
from housingdesk.rent.queries.requests import RequestRow
from housingdesk.rent.rules.asking import RefundDraft, WriteOffDraft, refund_problems, transfer_problems, write_off_problems
from housingdesk.rent.rules.words import PERSONAL, Payer, RequestState, WriteOffReason
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.checks import Checks
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.rent.account_forms import PAYERS
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

Done = Callable[..., object]


def money_choices(panel: Panel, file: AccountFile, act: Callable[[str], Callable[[], None]]) -> list[QPushButton]:
    """The buttons of what can be done with this account's money by this person."""
    former = file.account.closes_on is not None and file.account.closes_on < panel.desk.today
    found = []
    if panel.desk.may(Permission.ADJUST_ACCOUNTS):
        found.append(button("Transfer", act("transfer_money"), key="T"))
    if panel.desk.may(Permission.POST_MONEY) and file.pence < 0:
        found.append(button("Ask for a refund", act("ask_refund"), key="R"))
    if panel.desk.may(Permission.POST_MONEY) and former and file.pence:
        found.append(button("Ask for a write-off", act("ask_write_off"), key="W"))
    return found


def show_money(pane: RefillPane, file: AccountFile, asked: Sequence[RequestRow], buttons: Sequence[QPushButton],
               close: Callable[[], object]) -> None:
    """What can be done with the money here, and what was asked for before."""
    pane.begin("Move money", f"{balance_words(file.pence)} on account {file.account.reference}")
    if len(buttons) < 2:
        pane.put(label("Nothing here is in credit or left behind, and transfers are for finance.", "muted", wrap=True))
    for row in asked[:8]:
        by = f"by {row.asked_by.name}, {format_date(row.asked_at.astimezone().date())}"
        decided = f", {row.decided_by}: {row.decision}".rstrip(": ") if row.decided_by else ""
        pane.put(label(f"{row.what}: {row.state}", "label", wrap=True))
        pane.put(label(f"Asked for {by}{decided}. {row.reason}", "muted", wrap=True))
    pane.finish(None, [*buttons, button("Close", close, key="Esc")])


class TransferForm:
    """To which account, how much, and both balances before and after, as they are typed."""

    def __init__(self, pane: RefillPane, panel: Panel, file: AccountFile, done: Done, cancel: Callable[[], object]) -> None:
        self._panel, self._file, self._done = panel, file, done
        self._at: dict[int, int] = {}
        self._near: list[tuple[int | None, str]] = []
        self._own_amount = False
        self.form = PaneForm(pane, "Transfer to another account", "Both entries stand in one batch; nothing that was posted "
                                                                  "changes")
        self.form.add("find", "Find the account", TextField(placeholder="Name, phone, reference, address"),
                      hint="Other accounts of the same people are offered first")
        self.form.add("to_account", "To", Choice([(None, "Nobody is chosen")]))
        self.form.add("pence", "How much", MoneyEdit(needed=True))
        self.after = Facts()
        self.form.add_widget(self.after)
        self.form.add("reason", "Why", LongText(lines=2), hint="In a few words; it is printed on both statements")
        if file.has_benefit:
            self.form.add("payer", "Whose part", Choice(PAYERS))
        self.form.edited.connect(self._edited)
        self.form.foot("Transfer it", self.submit, cancel)
        panel.ask(household_accounts, self._show_household, account_id=file.account.id)

    def _show_household(self, found: tuple[OtherAccount, ...]) -> None:
        self._at |= {one.id: one.pence for one in found}
        self._near = [(one.id, f"{sentence_case(one.words)}: {balance_words(one.pence)}") for one in found]
        self._offer(self._near)

    def _show_found(self, found: list[Target]) -> None:
        others = [one for one in found if one.id != self._file.account.id and one.kind in PERSONAL]
        self._at |= {one.id: one.owed_pence for one in others}
        self._offer([(one.id, f"{one.name}, {one.detail}: {balance_words(one.owed_pence)}") for one in others])

    def _offer(self, options: Sequence[tuple[int | None, str]]) -> None:
        self.form["to_account"].set_options(list(options) or [(None, "No other account fits")])
        self._default()

    def _edited(self, name: str) -> None:
        if name == "find":
            text = self.form["find"].value()
            if text:
                self._panel.ask(find_targets, self._show_found, text=text)
            else:
                self._offer(self._near)
        elif name == "to_account":
            self._default()
        elif name == "pence":
            self._own_amount = True
        self._say()

    def _default(self) -> None:
        """As much of the credit here as is owed there, else all of it."""
        credit, owed = max(0, -self._file.pence), max(0, self._at.get(self.form["to_account"].value() or 0, 0))
        if not self._own_amount and credit:
            self.form["pence"].set_value(min(credit, owed) if owed else credit)
            self._own_amount = False
        self._say()

    def _say(self) -> None:
        other, pence = self.form["to_account"].value(), self.form["pence"].value() or 0
        here = self._file.pence
        rows = [("Here", f"{balance_words(here)}, then {balance_words(here + pence)}")]
        if other is not None:
            there = self._at.get(other, 0)
            rows.append(("There", f"{balance_words(there)}, then {balance_words(there - pence)}"))
        self.after.show_rows(rows)

    def submit(self) -> None:
        """Transfer it, or say all that stands against it."""
        values, found = self.form.values(), self.form.unreadable()
        if values["to_account"] is None:
            found.append(Problem("to_account", "Choose the account it goes to"))
        elif not found:
            found = transfer_problems(self._file.account.id, values["to_account"], values["pence"] or 0, values["reason"])
        if not self.form.show_problems(found):
            self._panel.desk.do(transfer, self._done, self.form.refused, from_account=self._file.account.id,
                                to_account=values["to_account"], pence=values["pence"],
                                payer=values.get("payer") or Payer.TENANT, reason=values["reason"])


class RefundForm:
    """The checks with their figures, what each asks, and where the money goes. Somebody else allows it."""

    def __init__(self, pane: RefillPane, panel: Panel, file: AccountFile, found: Refundable, done: Done,
                 cancel: Callable[[], object]) -> None:
        self._panel, self._file, self._found, self._done = panel, file, found, done
        self.form = PaneForm(pane, "Ask for a refund", "Nothing moves until somebody else has allowed it")
        checks = Checks()
        checks.show_checks([(Status.LATE if one.stops else Status.DUE if one.asks else Status.GOOD, f"{one.sentence}.")
                            for one in found.checks])
        self.form.add_widget(checks)
        self.form.add("pence", "How much", MoneyEdit(found.credit_pence or None, needed=True))
        self._asks = [one.key for one in found.checks if one.asks]
        for one in found.checks:
            if one.asks:
                self.form.add(one.key, one.asks, LongText(lines=2))
        self.form.add("reason", "Why is it in credit?", LongText(lines=2))
        self.form.add("pay_to", "Pay to", TextField(file.account.name, longest=120))
        self.form.row(("sort_code", "Sort code", TextField(longest=8)),
                      ("account_number", "Account number", TextField(longest=10)))
        self.form.add_widget(label("Leave both empty for a cheque.", "hint", wrap=True))
        self.form.foot("Ask for it", self.submit, cancel)

    def submit(self) -> None:
        """Ask, or say all that stands against it."""
        values, found = self.form.values(), self.form.unreadable()
        answers = {key: values[key] for key in self._asks}
        draft = RefundDraft(self._file.account.id, values["pence"] or 0, self._found.payer, values["reason"], values["pay_to"],
                            values["sort_code"], values["account_number"])
        if not found:
            found = refund_problems(draft, self._found.credit_pence)
            found += [Problem(key, "Say in a few words how this was settled") for key in self._asks if len(answers[key]) < 4]
        if not self.form.show_problems(found):
            self._panel.desk.do(ask_for_refund, self._done, self.form.refused, draft=draft, answers=answers)


class WriteOffForm:
    """Why a former debt is given up, or a credit is nobody's; or, where it was before, that it is put back."""

    def __init__(self, pane: RefillPane, panel: Panel, file: AccountFile, done: Done, cancel: Callable[[], object]) -> None:
        self._panel, self._file, self._done = panel, file, done
        credit = file.pence < 0
        offered = [one for one in WriteOffReason if (one is WriteOffReason.CREDIT) is credit]
        self.form = PaneForm(pane, "Ask for a write-off", f"{balance_words(file.pence)}, all of it. Nothing moves until "
                                                          "somebody else has allowed it")
        self.form.add("why", "Why", Choice([(one, sentence_case(one)) for one in offered]))
        self.form.add("reason", "What was done", LongText(lines=3), hint="Letters, calls and traces, in a few words")
        if not credit:
            self.form.add("acknowledged_on", "Last acknowledged in writing", DateEdit(lambda: panel.desk.today, None),
                          hint="Begins the six years anew. Empty: never")
            panel.ask(acknowledgements, self._know_told, account_id=file.account.id)
        self.form.foot("Ask for it", self.submit, cancel)

    def _know_told(self, days: tuple[date, ...]) -> None:
        """What is written down among the steps of those who left stands here already."""
        if days and self.form["acknowledged_on"].value() is None:
            self.form.set_values(acknowledged_on=max(days))

    def submit(self) -> None:
        """Ask, or say what stands against it."""
        values, found = self.form.values(), self.form.unreadable()
        draft = WriteOffDraft(self._file.account.id, values["why"], values["reason"], values.get("acknowledged_on"))
        if not self.form.show_problems(found or write_off_problems(draft, self._file.pence, former=True)):
            self._panel.desk.do(ask_write_off, self._done, self.form.refused, draft=draft)


class PutBackForm:
    """Somebody was found whose debt was written off: it is asked to be put back."""

    def __init__(self, pane: RefillPane, panel: Panel, row: RequestRow, done: Done, cancel: Callable[[], object]) -> None:
        self._panel, self._row, self._done = panel, row, done
        day = format_date(row.decided_at.astimezone().date()) if row.decided_at else ""
        self.form = PaneForm(pane, "Put it back on the account", f"{format_pence(abs(row.pence))} was written off on {day}. "
                                                                 "Nothing moves until somebody else has allowed it")
        self.form.add("reason", "Why", LongText(lines=2), hint="Such as where they were found")
        self.form.foot("Ask for it", self.submit, cancel)

    def submit(self) -> None:
        """Ask, or say what stands against it."""
        self._panel.desk.do(ask_reinstatement, self._done, self.form.refused, request_id=self._row.id,
                            reason=self.form["reason"].value())


def can_put_back(asked: Sequence[RequestRow]) -> RequestRow | None:
    """The write-off that stands and may be put back; None where there is none."""
    back = {row.reinstates_id for row in asked if row.state in (RequestState.ASKED, RequestState.APPROVED)}
    return next((row for row in asked if row.write_off_reason is not None and row.reinstates_id is None
                 and row.state is RequestState.APPROVED and row.id not in back), None)


Form = TransferForm | RefundForm | WriteOffForm | PutBackForm
FORMS: tuple[Any, ...] = (TransferForm, RefundForm, WriteOffForm, PutBackForm)
