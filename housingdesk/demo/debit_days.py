"""Direct Debits of the made-up association: three instructions, a collection on its way, and one that a payer cancelled."""

from datetime import date, timedelta

from housingdesk.bank.actions.bacs import import_report
from housingdesk.bank.actions.collections import make_collection, mark_sent
from housingdesk.bank.actions.mandates import add_mandate
from housingdesk.bank.queries.collections import first_day
from housingdesk.bank.queries.mandates import free_reference
from housingdesk.bank.rules.instructions import MandateDraft
from housingdesk.bank.rules.submissions import SubmissionForm
from housingdesk.demo.doing import Doing
from housingdesk.rent.queries.accounts import AccountRow, expected_payments, payers
from housingdesk.rent.queries.accounts import accounts as accounts_by_id
from housingdesk.rent.rules.words import AccountKind, Frequency, Payer
from housingdesk.values.dates import add_working_days

_WANTED, _LOOKED_AT, _MOST_OWED = 3, 240, 20_000
_SIGNED = timedelta(days=40)
_BANKS = (("200000", "55779911"), ("309876", "10203040"), ("401234", "66554433"))
_CANCELLED = """<?xml version="1.0" encoding="ISO-8859-1"?>
<BACSDocument><Data><MessagingAdvices><MessagingHeader report-type="ADDACS" user-number="000000"/>
<MessagingAdvice record-type="A" user-number="000000" effective-date="{day}" reference="{reference}" reason-code="1"
 payer-name="{name}"/></MessagingAdvices></Data></BACSDocument>
"""


class DebitDays(Doing):
    """What the finance officer did this morning about those who pay by Direct Debit."""

    def fill(self, today: date, accounts: range) -> dict[str, int]:
        """Enters the instructions, sends a collection of those that run, and takes in what Bacs reported; how many."""
        found = self._who_pays(today, list(accounts)[:_LOOKED_AT])
        if len(found) < _WANTED:
            return {"direct debits": 0}
        on = self._ask(first_day, today=today)
        references = [self._enter(today, on, account, place) for place, account in enumerate(found)]
        gone = references[-1]
        data = _CANCELLED.format(day=add_working_days(today, -1), reference=gone, name="ACCOUNT HOLDER").encode("iso-8859-1")
        self._do(today, import_report, name="ADDACS.xml", data=data)
        made = self._do(today, make_collection, collect_on=on, form=SubmissionForm.BUREAU)
        self._do(today, mark_sent, collection_id=made)
        return {"direct debits": len(references)}

    def _who_pays(self, today: date, ids: list[int]) -> list[AccountRow]:
        """People who pay their whole rent themselves and of whom nothing else is expected."""
        rows, by_payer = self._ask(accounts_by_id, ids=ids), self._ask(payers, ids=ids)
        mine = [row for number, row in sorted(rows.items()) if row.kind is AccountKind.RENT and row.closes_on is None
                and row.frequency is Frequency.WEEKLY and by_payer.get(number) == {Payer.TENANT} and 0 < row.pence < _MOST_OWED]
        return [row for row in mine if not self._ask(expected_payments, account_id=row.id, on=today)][:_WANTED]

    def _enter(self, today: date, on: date, account: AccountRow, place: int) -> str:
        reference = str(self._ask(free_reference, account_id=account.id))
        sort_code, number = _BANKS[place]
        draft = MandateDraft(account.id, reference, account.name, sort_code, number, Frequency.MONTHLY, on.day, None,
                             today - _SIGNED, on)
        self._do(today, add_mandate, draft=draft, sent=True, agreed=True)
        return reference
