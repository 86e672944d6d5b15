"""Direct Debits: what was changed, stopped, confirmed or sent is as before when it is taken back, and the same when done again.

An instruction that was put in, a collection and a report keep their number when they are taken out: ``test_direct_debits``.
"""

from housingdesk.access.desk import Desk
from housingdesk.bank.actions import collections as collecting
from housingdesk.bank.actions import mandates
from housingdesk.bank.queries import collections
from housingdesk.bank.rules.submissions import SubmissionForm
from housingdesk.rent.queries import verify
from tests.support import bacs as papers
from tests.support.banking import make_bank, make_payer
from tests.support.undo import check_undo


def test_an_instruction_and_a_collection_that_was_sent(desk: Desk) -> None:
    bank = make_bank(desk)
    (amina, _), (ben, _) = make_payer(desk), make_payer(desk, "Ben Stone")
    on = desk.ask(collections.first_day, today=desk.today)
    live = papers.live_mandate(desk, amina, "HD-AMINA1", on)
    new = int(desk.do(mandates.add_mandate, draft=papers.draft(ben, "HD-BEN001", on, desk.today), agreed=True).value)
    check_undo(desk, mandates.change_mandate, mandate_id=live, sort_code="20-00-01")
    check_undo(desk, mandates.confirm_mandate, mandate_id=new)
    check_undo(desk, mandates.stop_mandate, mandate_id=new, why="Pays by standing order")
    made = desk.do(collecting.make_collection, collect_on=on, form=SubmissionForm.BUREAU, bank_account_id=bank).value
    check_undo(desk, collecting.withdraw_collection, collection_id=made)
    back = desk.do(collecting.unwithdraw_collection, collection_id=made)
    assert back.value is None
    sent = desk.do(collecting.mark_sent, collection_id=made).take_back  # it makes the payment file, which stays with it
    assert sent is not None
    desk.do(sent.action, **sent.facts)
    check_undo(desk, collecting.mark_sent, collection_id=made)
    assert desk.ask(verify.verify) == []
