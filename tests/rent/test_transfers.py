"""Money moved between people's accounts: both entries in one batch, and back as a whole."""

import pytest

from housingdesk.access.desk import Desk
from housingdesk.errors import Refused
from housingdesk.rent.actions.ledger import reverse_entry
from housingdesk.rent.actions.transfers import take_back_transfer, transfer
from housingdesk.rent.models import Entry
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.words import BatchKind, EntryKind, Payer
from tests.support.asking import account_with, balance


def test_it_moves_both_accounts_at_once_and_goes_back_as_a_whole(desk: Desk) -> None:
    one, other = account_with(desk, -9_000, 1), account_with(desk, 6_500, 2)
    outcome = desk.do(transfer, from_account=one, to_account=other, pence=6_500, payer=Payer.TENANT, reason="Paid wrongly")
    assert (balance(desk, one), balance(desk, other)) == (-2_500, 0)
    entries = list(Entry.select().where(Entry.batch == outcome.value))
    assert [(e.pence, e.kind) for e in entries] == [(6_500, EntryKind.TRANSFER), (-6_500, EntryKind.TRANSFER)]
    assert entries[0].batch.kind is BatchKind.TRANSFER and entries[0].batch.control_pence == 0
    with pytest.raises(Refused, match="take the move back where it was made"):
        desk.do(reverse_entry, entry_id=entries[0].id, reason="Wrong")
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)
    assert (balance(desk, one), balance(desk, other)) == (-9_000, 6_500)
    with pytest.raises(Refused, match="reversed already"):
        desk.do(take_back_transfer, batch_id=outcome.value)
    assert not list(desk.ask(verify))


@pytest.mark.parametrize(("to_self", "pence", "reason", "says"), [
    (True, 100, "Wrong one", "Choose another account"), (False, 0, "Wrong one", "Say how much"), (False, 100, " ", "Say in"),
])
def test_what_cannot_be_moved_is_said(sqlite_desk: Desk, to_self: bool, pence: int, reason: str, says: str) -> None:
    one, other = account_with(sqlite_desk, -9_000, 1), account_with(sqlite_desk, 6_500, 2)
    with pytest.raises(Refused, match=says):
        sqlite_desk.do(transfer, from_account=one, to_account=one if to_self else other, pence=pence, payer=Payer.TENANT,
                       reason=reason)
