"""What is asked at the till: money that is taken, why a receipt is withdrawn, a slip, a cheque that came back, the count."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from housingdesk.bank.actions.slips import bank_slip, make_slip
from housingdesk.bank.actions.takings import bounce, take, withdraw_taking
from housingdesk.bank.queries.slips import SlipFit, SlipRow
from housingdesk.bank.queries.takings import ReturnFit, TakingRow
from housingdesk.bank.queries.targets import Target, find_targets
from housingdesk.bank.rules.words import TakingWay
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.finder import Finder, Pick, Search
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

_WAYS = [(TakingWay.CASH, "Cash"), (TakingWay.CHEQUE, "Cheque"), (TakingWay.CARD, "Card"),
         (TakingWay.POSTAL_ORDER, "Postal order")]


def people(text: str) -> list[tuple[int, str, str]]:
    """Accounts of people that fit a fragment."""
    return [(one.id, one.name, one.detail) for one in find_targets(text)]


class TakeQuestion(Question):
    """Money that somebody hands over; Enter in the amount goes on, Ctrl+Enter takes it and prints."""

    def __init__(self, part: ListWithPane, places: Sequence[tuple[int, str]], done: Callable[[Any], object],
                 target: Target | None = None) -> None:
        self._part, self._done = part, done
        self.finder = Finder(Search(part.desk, people), name="Account", placeholder="Name, reference, street")
        self.amount, self.way = MoneyEdit(needed=True), Choice(_WAYS)
        asked = (("account_id", "Account", self.finder), ("pence", "Amount", self.amount), ("way", "Paid by", self.way),
                 ("drawn_on", "Number", TextField(longest=60), "Of the cheque, the postal order or the card machine’s slip"),
                 ("place_id", "Taken at", Choice([(None, "The office"), *places])),
                 ("paid_by", "From", TextField(longest=200, placeholder="If somebody else brought it")))
        super().__init__(part, "Take money", "The account is credited at once, and the receipt is printed", asked,
                         "Take it and print", self._take)
        self.amount.returnPressed.connect(part.finish)
        self.finder.edited.connect(self.enter)
        if target is not None:
            self.finder.take(Pick(target.id, target.name, target.detail))
            self.enter()

    def enter(self) -> None:
        """To what is asked next: whose account, or how much."""
        (self.amount if self.finder.value() else self.finder).setFocus()

    def _take(self, form: PaneForm) -> None:
        chosen, values = self.finder.value(), form.values()
        if not chosen:
            form.show_problems([Problem("account_id", "Choose an account: type a part of the name, Enter takes it")])
            return
        self._part.desk.do(take, self._done, form.refused, account_id=chosen[0], pence=self.amount.value() or 0,
                           way=self.way.value(), paid_by=values["paid_by"], drawn_on=values["drawn_on"],
                           place_id=values["place_id"])


class WithdrawQuestion(Question):
    """Why a receipt of today does not stand."""

    def __init__(self, part: ListWithPane, row: TakingRow) -> None:
        why = TextField(longest=300, placeholder="The wrong account")
        about = f"{row.names}, {format_pence(row.pence)}. Its number stays, struck out; hand the money back"
        super().__init__(part, f"Withdraw receipt {row.number}", about, (("why", "Why", why),), "Withdraw it",
                         partial(self._do_it, part, row))

    def _do_it(self, part: ListWithPane, row: TakingRow, form: PaneForm) -> None:
        part.desk.do(withdraw_taking, part.close_form, form.refused, taking_id=row.id, why=form.values()["why"])


class SlipQuestion(Question):
    """What lies in the till goes to the bank in one go."""

    def __init__(self, part: ListWithPane, rows: Sequence[TakingRow], banks: Sequence[tuple[int, str]],
                 done: Callable[[Any], object]) -> None:
        cash = sum(row.pence for row in rows if row.way is TakingWay.CASH)
        cheques = [row for row in rows if row.way is not TakingWay.CASH]
        said = f"Cash {format_pence(cash)}, cheques and postal orders {format_pence(sum(one.pence for one in cheques))}"
        self._ids, self._done = tuple(row.id for row in rows), done
        super().__init__(part, f"Pay in {format_pence(sum(row.pence for row in rows))}", said,
                         (("bank_account_id", "Into", Choice(banks)),), "Make the slip", partial(self._do_it, part))

    def _do_it(self, part: ListWithPane, form: PaneForm) -> None:
        part.desk.do(make_slip, self._done, form.refused, taking_ids=self._ids,
                     bank_account_id=form.values()["bank_account_id"])


class BankedQuestion(Question):
    """Which line of the bank shows a slip."""

    def __init__(self, part: ListWithPane, slip: SlipRow, fits: Sequence[SlipFit]) -> None:
        lines = Choice([(fit.bank_line_id, f"{fit.sentence}: {fit.narrative}"[:90]) for fit in fits])
        super().__init__(part, f"Paying-in slip {slip.number}", f"{format_pence(slip.pence)} of {format_date(slip.made_on)}",
                         (("bank_line_id", "The bank’s line", lines),), "It is banked", partial(self._do_it, part, slip))

    def _do_it(self, part: ListWithPane, slip: SlipRow, form: PaneForm) -> None:
        part.desk.do(bank_slip, part.close_form, form.refused, slip_id=slip.id, bank_line_id=form.values()["bank_line_id"])


class BounceQuestion(Question):
    """What the bank says of a cheque that came back, and its debit where that is there."""

    def __init__(self, part: ListWithPane, row: TakingRow, fits: Sequence[ReturnFit]) -> None:
        lines = Choice([*((fit.bank_line_id, f"{format_short(fit.made_on, part.desk.today)}  {fit.narrative}"[:80])
                          for fit in fits), (None, "The bank’s debit has not come yet")])
        asked = (("reason", "What the bank says", TextField(longest=200, placeholder="Refer to drawer"), "It is printed on the "
                  "statement"), ("bank_line_id", "The bank’s debit", lines))
        super().__init__(part, f"Receipt {row.number} came back unpaid", f"{row.names}, {row.way} {row.drawn_on}, "
                         f"{format_pence(row.pence)} is owed again", asked, "It came back", partial(self._do_it, part, row))

    def _do_it(self, part: ListWithPane, row: TakingRow, form: PaneForm) -> None:
        values = form.values()
        part.desk.do(bounce, part.close_form, form.refused, taking_id=row.id, reason=values["reason"],
                     bank_line_id=values["bank_line_id"])


class CountQuestion(Question):
    """How much cash lies in the till, held against the day's receipts."""

    def __init__(self, part: ListWithPane, done: Callable[[int], object]) -> None:
        self._done, self.amount = done, MoneyEdit(needed=True)
        super().__init__(part, "Count the till", "Cash taken today, without the float",
                         (("pence", "Cash counted", self.amount),), "Hold it against the receipts", self._do_it)
        self.amount.returnPressed.connect(part.finish)

    def _do_it(self, _form: PaneForm) -> None:
        self._done(self.amount.value() or 0)
