"""The charges of an account beside its lines: in force, coming and ended, each with who pays which part; and their change."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.rent.actions import accounts as actions
from housingdesk.rent.queries.accounts import AccountRow
from housingdesk.rent.queries.charges import ChargeHistory, ShareLine, Standing, charge_lines
from housingdesk.rent.queries.charges_known import charge_lines_known
from housingdesk.rent.rules.corrections import (
    AmountCorrection,
    ChargeCorrection,
    EndCorrection,
    NewChargeCorrection,
    SharesCorrection,
)
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft, problems, share_problems
from housingdesk.rent.rules.words import PER, PERSONAL, SUB_ACCOUNTS, AccountKind, ChargeCode, Payer
from housingdesk.tenancies.queries.agreements import TenancyRow, tenancy
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.panel import Panel
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.rent.account_days import DaysForm
from housingdesk.ui.rent.correction_pane import CorrectionPane, Draft
from housingdesk.ui.rent.corrections_list import CorrectionsList
from housingdesk.values.dates import DAY, format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_FIELDS = ((Payer.HB, "hb", "Housing Benefit pays"), (Payer.UC, "uc", "Universal Credit pays"),
           (Payer.SUPPORT, "support", "The support provider pays"), (Payer.OTHER, "other", "Somebody else pays"),
           (Payer.TENANT, "own", "They themselves pay"))
_SHORT = {Payer.HB: "HB", Payer.UC: "UC", Payer.SUPPORT: "support"}
_RESTS = tuple((payer, words.replace(" pays", "").replace(" pay", "")) for payer, _, words in _FIELDS[::-1])


class ChargesPane:
    """The list of charges, and the form that changes one."""

    def __init__(self, pane: RefillPane, panel: Panel, account: AccountRow, close: Callable[[], object], *,
                 as_at: date | None = None, known: datetime | None = None) -> None:
        self._pane, self._panel, self._account, self._close = pane, panel, account, close
        self._then, self._known = as_at is not None or known is not None, known
        self._today = as_at or (known.date() if known else panel.desk.today)
        self.form: ChargeForm | EndForm | DaysForm | CorrectionPane | None = None
        self._lines: list[ChargeHistory] = []
        self._list: CorrectionsList | None = None

    def read(self) -> None:
        """Read the charges and list them; of another moment as they were known then."""
        if self._known is not None:
            self._panel.ask(charge_lines_known, self._show, account_id=self._account.id, known=self._known, on=self._today)
        else:
            self._panel.ask(charge_lines, self._show, account_id=self._account.id, on=self._today)

    def _show(self, lines: list[ChargeHistory]) -> None:
        self.form, self._list, self._lines = None, None, lines
        self._pane.begin("Charges", self._under())
        self.model = RowsModel(_columns(self._today), name="Charges", sentence=lambda r: _say(r, self._today))
        self.model.show(lines)
        self.table = Table(self.model, empty="Nothing is charged here", plain=True)
        self.table.opened.connect(lambda _id: self._change())
        self._pane.put(self.table, 1)
        self._pane.finish(None, [*self._buttons(), button("Close", self._close, key="Esc")])
        self.table.setFocus()

    def _under(self) -> str:
        per = f"Amounts are {PER[self._account.frequency]}"
        if self._known is not None:
            return f"{per}. As they were known on {format_date(self._known.date())}; Esc goes back to today, to change them"
        return f"{per}. As they stand on {format_date(self._today)} by what is known today" if self._then else per

    def _buttons(self) -> list[Any]:
        if self._then:  # what is changed is changed today
            return []
        personal = self._account.kind in PERSONAL - SUB_ACCOUNTS or self._account.kind is AccountKind.VOID
        if not personal:
            return []
        made = []
        if self._panel.desk.may(Permission.KEEP_CHARGES):
            made.append(button("&Add", self._add))
            if self._lines:
                made += [button("C&hange", self._change), button("&Who pays", self._share), button("&End", self._end)]
        if self._account.tenancy_id is not None and self._panel.desk.may(Permission.KEEP_TENANCIES):
            made.append(button("First and &last day", self._days))
        return [*made, button("Co&rrections", self.show_corrections)]

    def _current(self) -> ChargeHistory | None:
        chosen = self.table.current_id()
        return next((x for x in self._lines if x.id == chosen), self._lines[0] if self._lines else None)

    def _first_day(self) -> date:
        """The first day that is not debited yet: before it a change is a correction."""
        return self._account.charged_to or self._account.opens_on or self._today

    def _from(self, line: ChargeHistory) -> date:
        first = max(self._first_day(), line.start)
        return first if line.end is None or first < line.end else line.start

    def _add(self, **typed: Any) -> None:
        self._ask_charge(None, self._first_day(), shares_only=False, typed=typed)

    def _change(self) -> None:
        line = self._current()
        if line is not None and not self._then and self._panel.desk.may(Permission.KEEP_CHARGES):
            self._ask_charge(line, self._from(line), shares_only=False)

    def _share(self) -> None:
        line = self._current()
        if line is not None:
            self._ask_charge(line, self._from(line), shares_only=True)

    def _ask_charge(self, line: ChargeHistory | None, start: date, *, shares_only: bool,
                    typed: dict[str, Any] | None = None) -> None:
        self.form = form = ChargeForm(self._pane, self._panel, self._account, line, start, self._first_day(), self.read,
                                      shares_only=shares_only)
        form.form.set_values(**(typed or {}))
        form.correct = lambda draft: self._correct(draft, form.form.refused, lambda: self._ask_charge(
            line, start, shares_only=shares_only, typed=form.keep))

    def _end(self) -> None:
        line = self._current()
        if line is not None:
            self._ask_end(line, {})

    def _ask_end(self, line: ChargeHistory, typed: dict[str, Any]) -> None:
        self.form = form = EndForm(self._pane, self._panel, line, self._from(line), self._first_day(), self.read)
        form.form.set_values(**typed)
        form.correct = lambda draft: self._correct(draft, form.form.refused,
                                                   lambda: self._ask_end(line, form.keep))

    def _days(self) -> None:
        self._panel.ask(tenancy, self._ask_days, tenancy_id=self._account.tenancy_id)

    def _ask_days(self, row: TenancyRow) -> None:
        self.form = form = DaysForm(self._pane, self._panel, row, self.read)
        form.correct = lambda draft: self._correct(draft, form.form.refused, lambda: self._ask_days(row))

    def _correct(self, draft: Draft, refused: Callable[[Any], object], back: Callable[[], object]) -> None:
        """Show what a change in debited days comes to; where it cannot be, say so on the form that asked."""
        pane = CorrectionPane(self._pane, self._panel, draft, self._account.id, done=self._corrected, back=back)
        pane.look(refused, self._take)

    def _take(self, pane: CorrectionPane) -> None:
        self.form = pane

    def _corrected(self, outcome: Any) -> None:
        self.show_corrections(outcome.value)

    def show_corrections(self, correction_id: int | None = None) -> None:
        """The corrections this account has had; one of them in full."""
        self.form, self._list = None, CorrectionsList(self._pane, self._panel, self._account, self.read)
        self._list.read(correction_id)

    def again(self) -> None:
        """After a change: what is in sight is read anew."""
        if self._list is not None and self.form is None:
            self._list.read(self._list.shown)
        elif self.form is None:
            self.read()

    def step_back(self) -> bool:
        """From a correction that is shown to the form it was typed on; from the corrections to the charges."""
        if isinstance(self.form, CorrectionPane):
            self.form.back()
        elif self._list is not None and self._list.shown is not None:
            self._list.read()
        elif self.form is not None or self._list is not None:
            self.read()
        else:
            return False
        return True


class ChargeForm:
    """A new charge, a new amount from a day on, or only new payers from a day on."""

    def __init__(self, pane: RefillPane, panel: Panel, account: AccountRow, line: ChargeHistory | None, start: date,
                 first: date, back: Callable[[], object], *, shares_only: bool) -> None:
        self._desk, self._account, self._line, self._back, self._shares_only = panel.desk, account, line, back, shares_only
        self._first = first
        self.correct: Callable[[ChargeCorrection], object] = lambda _draft: None
        self.keep: dict[str, Any] = {}
        title = "Add a charge" if line is None else f"Who pays: {line.description}" if shares_only else \
            f"Change {line.description}"
        self.form = PaneForm(pane, title, "In days that were debited already it is a correction, shown before it is made")
        per = PER[account.frequency]
        if line is None:
            self.form.add("code", "What it is for", Choice([(code, sentence_case(code))
                                                            for code in ChargeCode]))
            self.form.add("description", "As it stands on the statement", TextField("Rent", longest=120))
            self.form["code"].edited.connect(self._name)
        if not shares_only:
            self.form.add("pence", f"How much {per}", MoneyEdit(line.pence if line else None, needed=True))
        self.form.add("start", "From", DateEdit(lambda: panel.desk.today, start, needed=True),
                      hint=f"The first day not debited yet is {format_date(first)}")
        self._payers(line, start, per)
        self.form.foot("Add the charge" if line is None else "Change who pays" if shares_only else "Change the charge",
                       self.submit, back)

    def _payers(self, line: ChargeHistory | None, start: date, per: str) -> None:
        held = {share.payer: share.pence for share in line.shares_on(start)} if line else {Payer.TENANT: None}
        rest = next((payer for payer, pence in held.items() if pence is None), Payer.TENANT)
        self.form.add("rest", "Who pays the rest", Choice(_RESTS), hint="What is left of the charge after the others’ parts")
        self.form["rest"].set_value(rest)
        for payer, name, words in _FIELDS:
            self.form.add(name, f"{words} {per}", MoneyEdit(held.get(payer)))
        self.form["rest"].edited.connect(self._hide_rest)
        self._hide_rest()

    def _hide_rest(self) -> None:
        for payer, name, _ in _FIELDS:
            self.form.fields[name].setVisible(payer is not self.form["rest"].value())

    def _name(self) -> None:
        words = str(self.form["code"].value())
        self.form["description"].set_value(sentence_case(words))

    def shares(self) -> tuple[ShareDraft, ...]:
        """Who pays which part, as typed: the rest, and every part that is not nil."""
        rest = self.form["rest"].value()
        parts = [ShareDraft(payer, self.form[name].value()) for payer, name, _ in _FIELDS
                 if payer is not rest and self.form[name].value()]
        return (*parts, ShareDraft(rest, None))

    def submit(self) -> None:
        """Do it, or say all that stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        pence = self._line.pence if self._shares_only and self._line else self.form["pence"].value()
        if self._line is None:
            draft = ChargeDraft(self.form["code"].value(), self.form["description"].value(), pence, self.shares())
            found = _in_place(problems(draft))
        else:
            draft = ChargeDraft(self._line.code, self._line.description, pence, self.shares())
            found = _in_place(share_problems(pence, self.shares()))
        if not self.form.show_problems(found):
            self._act(draft)

    def _act(self, draft: ChargeDraft) -> None:
        start = self.form["start"].value()
        if start < self._first:
            self.keep.update(self.form.values())
            self.correct(self._correction(draft, start))
        elif self._line is None:
            self._desk.do(actions.add_charge, self._done, self.form.refused, account_id=self._account.id, draft=draft,
                          start=start)
        elif self._shares_only:
            self._desk.do(actions.change_shares, self._done, self.form.refused, line_id=self._line.id, shares=draft.shares,
                          start=start)
        else:
            self._desk.do(actions.change_charge, self._done, self.form.refused, line_id=self._line.id, pence=draft.pence,
                          start=start, shares=draft.shares)

    def _correction(self, draft: ChargeDraft, start: date) -> ChargeCorrection:
        if self._line is None:
            return NewChargeCorrection(self._account.id, draft, start)
        if self._shares_only:
            return SharesCorrection(self._line.id, draft.shares, start)
        return AmountCorrection(self._line.id, draft.pence, start, draft.shares)

    def _done(self, _outcome: Any) -> None:
        self._back()


class EndForm:
    """The last day of a charge."""

    def __init__(self, pane: RefillPane, panel: Panel, line: ChargeHistory, start: date, first: date,
                 back: Callable[[], object]) -> None:
        self._desk, self._line, self._back, self._first = panel.desk, line, back, first
        self.correct: Callable[[ChargeCorrection], object] = lambda _draft: None
        self.keep: dict[str, Any] = {}
        self.form = PaneForm(pane, f"End {line.description}", f"{format_pence(line.pence)} since {format_date(line.start)}")
        self.form.add("last", "Its last day", DateEdit(lambda: panel.desk.today, start, needed=True),
                      hint=f"The first day not debited yet is {format_date(first)}")
        self.form.foot("End the charge", self.submit, back)

    def submit(self) -> None:
        """End it, or say what stands against it."""
        if self.form.show_problems(self.form.unreadable()):
            return
        before = self.form["last"].value() + DAY
        if before < self._first:
            self.keep.update(self.form.values())
            self.correct(EndCorrection(self._line.id, before))
        else:
            self._desk.do(actions.end_charge, self._done, self.form.refused, line_id=self._line.id, before=before)

    def _done(self, _outcome: Any) -> None:
        self._back()


def _in_place(found: Sequence[Problem]) -> list[Problem]:
    """A problem of the shares stands beside who pays the rest, which is always in sight."""
    return [Problem("rest", p.message) if p.field == "shares" else p for p in found]


def _columns(today: date) -> tuple[Column, ...]:
    def what(row: ChargeHistory) -> str:
        return f"{row.description}  {format_pence(row.pence)}"

    def who(row: ChargeHistory) -> str:
        return f"{shares_words(row.pence, row.shares_on(today))} · {when(row, today)}"
    return (Column("what", "Charge", 250, what, secondary=who, stretch=1,
                   status=lambda r: {Standing.COMING: Status.INFORMATION, Standing.ENDED: Status.NEUTRAL}.get(
                       r.standing(today))),)


def when(row: ChargeHistory, today: date) -> str:
    """``from 06 Apr``, ``to 05 Apr 25``."""
    if row.end is not None:
        return f"to {format_short(row.end - DAY, today)}"
    return f"from {format_short(row.start, today)}"


def shares_words(pence: int, shares: Sequence[ShareLine]) -> str:
    """``HB £100.80, own £11.60``; a charge of one payer names only who."""
    fixed = sum(share.pence for share in shares if share.pence is not None)
    parts = [(share.payer, share.pence if share.pence is not None else max(0, pence - fixed)) for share in shares]
    if len(parts) == 1:
        return str(parts[0][0])
    return ", ".join(f"{_SHORT.get(payer, payer)} {format_pence(part)}" for payer, part in parts)


def _say(row: ChargeHistory, today: date) -> str:
    return (f"{row.description}, {format_pence(row.pence)}, {row.standing(today)}, {when(row, today)}: "
            f"{shares_words(row.pence, row.shares_on(today))}")
