"""What is asked about Direct Debits: a new instruction, changes, why it stops, a collection, and whose a report's line is."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from housingdesk.bank.actions.bacs import choose_mandate, join_debit
from housingdesk.bank.actions.collections import make_collection
from housingdesk.bank.actions.mandates import add_mandate, change_mandate, stop_mandate
from housingdesk.bank.queries.bacs import AdviceRow, DebitFit
from housingdesk.bank.queries.collections import CollectionPreview
from housingdesk.bank.queries.mandates import MandateRow, free_reference
from housingdesk.bank.rules.instructions import FREQUENCIES, MandateDraft
from housingdesk.bank.rules.submissions import SubmissionForm
from housingdesk.rent.rules.words import Frequency
from housingdesk.ui.bank.takings_forms import people
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField, Tick
from housingdesk.ui.kit.finder import Finder, Pick, Search
from housingdesk.ui.kit.list_part import ListWithPane, Question
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

_OFTEN = [(one, sentence_case(one)) for one in FREQUENCIES]
_AGREED = "They agreed to less than the advance notice"


class MandateQuestion(Question):
    """A new instruction as it is signed."""

    def __init__(self, part: ListWithPane, on: Any, target: Any = None) -> None:
        self._part = part
        self.finder = Finder(Search(part.desk, people), name="Account", placeholder="Name, reference, street")
        self.reference = TextField(longest=18, placeholder="Made from the account, if left empty")
        self.often = Choice(_OFTEN)
        asked = (("account_id", "Account", self.finder), ("reference", "Reference", self.reference),
                 ("payer_name", "Name of the bank account", TextField(longest=120), "Of one of joint payers, or both"),
                 ("sort_code", "Sort code", TextField(longest=8)), ("account_number", "Account number", TextField(longest=8)),
                 ("frequency", "Collected", self.often), ("pence", "Amount", MoneyEdit(), "Empty: what is charged"),
                 ("next_on", "First payment", DateEdit(lambda: part.desk.today, on, needed=True)),
                 ("signed_on", "Signed on", DateEdit(lambda: part.desk.today, part.desk.today, needed=True)),
                 ("sent", "", Tick("The bank has it already")), ("agreed", "", Tick(_AGREED)))
        super().__init__(part, "New Direct Debit", "It goes to Bacs with the next file", asked, "Enter it", self._enter)
        if target is not None:
            self.finder.take(Pick(target.id, target.name, target.detail))

    def _enter(self, form: PaneForm) -> None:
        chosen, values = self.finder.value(), form.values()
        if not chosen:
            form.show_problems([Problem("account_id", "Choose an account: type a part of the name, Enter takes it")])
        elif values["reference"]:
            self._add(form, chosen[0], values["reference"].upper())
        else:
            self._part.desk.ask(free_reference, lambda found: self._add(form, chosen[0], found), form.refused,
                                account_id=chosen[0])

    def _add(self, form: PaneForm, account_id: int, reference: str) -> None:
        values = form.values()
        monthly = values["frequency"] is Frequency.MONTHLY
        draft = MandateDraft(account_id, reference, values["payer_name"], values["sort_code"], values["account_number"],
                             values["frequency"], values["next_on"].day if monthly else None, values["pence"],
                             values["signed_on"], values["next_on"])
        self._part.desk.do(add_mandate, self._part.close_form, form.refused, draft=draft, sent=values["sent"],
                           agreed=values["agreed"])


class ChangeQuestion(Question):
    """Another amount, day or bank account."""

    def __init__(self, part: ListWithPane, row: MandateRow) -> None:
        day = DateEdit(lambda: part.desk.today, row.next_on, needed=True)
        amount = MoneyEdit()
        amount.set_value(row.pence)
        asked = (("pence", "Amount", amount, "Empty: what is charged"), ("next_on", "Next payment", day),
                 ("last_on", "Last payment", DateEdit(lambda: part.desk.today, row.last_on), "Empty: none is agreed"),
                 ("payer_name", "Name of the bank account", TextField(row.payer_name, longest=120)),
                 ("sort_code", "Sort code", TextField(row.sort_code, longest=8)),
                 ("account_number", "Account number", TextField(row.account_number, longest=8)), ("agreed", "", Tick(_AGREED)))
        super().__init__(part, f"Change {row.reference}", f"{row.names}, {row.frequency}", asked, "Change it",
                         partial(self._do_it, part, row))

    def _do_it(self, part: ListWithPane, row: MandateRow, form: PaneForm) -> None:
        values = form.values()
        moved = row.frequency is Frequency.MONTHLY and values["next_on"] != row.next_on
        day = {"day": values["next_on"].day} if moved else {}
        part.desk.do(change_mandate, part.close_form, form.refused, mandate_id=row.id, version=row.version, **values, **day)


class StopQuestion(Question):
    """Why nothing more is collected."""

    def __init__(self, part: ListWithPane, row: MandateRow) -> None:
        why = TextField(longest=300, placeholder="Pays by standing order")
        super().__init__(part, f"Stop {row.reference}", f"{row.names}. The bank hears of it with the next file",
                         (("why", "Why", why),), "Stop it", partial(self._do_it, part, row))

    def _do_it(self, part: ListWithPane, row: MandateRow, form: PaneForm) -> None:
        part.desk.do(stop_mandate, part.close_form, form.refused, mandate_id=row.id, why=form.values()["why"])


class CollectQuestion(Question):
    """A file of what is due."""

    def __init__(self, part: ListWithPane, found: CollectionPreview, without: Sequence[int],
                 done: Callable[[Any], object]) -> None:
        self._without, self._done = tuple(without), done
        asked = (("collect_on", "Payers are debited on", DateEdit(lambda: part.desk.today, found.collect_on, needed=True)),
                 ("form", "File", Choice([(one, str(one)) for one in SubmissionForm])))
        new = f", {len(found.instructions)} new or stopped instructions" if found.instructions else ""
        said = f"{len(found.payments)} due up to {format_date(found.collect_on)}{new}; {len(found.left_out)} left out"
        super().__init__(part, f"Collect {format_pence(found.pence)}", said, asked, "Make the file", partial(self._do_it, part))

    def _do_it(self, part: ListWithPane, form: PaneForm) -> None:
        values = form.values()
        part.desk.do(make_collection, self._done, form.refused, collect_on=values["collect_on"], form=values["form"],
                     without=self._without)


class WhoseQuestion(Question):
    """Which Direct Debit a line of a report is about."""

    def __init__(self, part: ListWithPane, row: AdviceRow, rows: Sequence[MandateRow], done: Callable[[Any], object]) -> None:
        which = Choice([(one.id, f"{one.names}, {one.reference}") for one in rows])
        super().__init__(part, f"{row.kind}, {row.reference or 'no reference'}", f"{row.payer}: {row.reason}",
                         (("mandate_id", "Direct Debit", which),), "It is this one", partial(self._do_it, part, row, done))

    def _do_it(self, part: ListWithPane, row: AdviceRow, done: Callable[[Any], object], form: PaneForm) -> None:
        part.desk.do(choose_mandate, done, form.refused, advice_id=row.id, mandate_id=form.values()["mandate_id"])


class DebitQuestion(Question):
    """Which line of the bank is what a report took back."""

    def __init__(self, part: ListWithPane, row: AdviceRow, fits: Sequence[DebitFit]) -> None:
        lines = Choice([(one.bank_line_id, f"{format_pence(one.pence)}  {format_short(one.made_on, part.desk.today)}  "
                         f"{one.narrative}"[:80]) for one in fits])
        super().__init__(part, f"The bank’s debit of {row.kind}", "To the control account: the tenant is debited already",
                         (("bank_line_id", "The bank’s line", lines),), "It is this one", partial(self._do_it, part, row))

    def _do_it(self, part: ListWithPane, row: AdviceRow, form: PaneForm) -> None:
        part.desk.do(join_debit, part.close_form, form.refused, report_id=row.report_id,
                     bank_line_id=form.values()["bank_line_id"])
