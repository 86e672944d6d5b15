"""What gave somebody a figure of an account: letters that have one in their words and notices, not what merely went to them."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.diary.queries import tasks
from housingdesk.letters.queries import letters
from housingdesk.letters.rules.states import LetterState
from housingdesk.mailings import actions
from housingdesk.mailings.actions.corrected import put_charge_right
from housingdesk.mailings.queries import single
from housingdesk.mailings.queries.relied import relied_on
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.rent.queries.accounts import main_account
from housingdesk.rent.rules.corrections import NewChargeCorrection
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode
from housingdesk.reports.queries.due import due
from housingdesk.values.timeline import Ref
from tests.mailings.test_single_letter import VISIT
from tests.support import noticing
from tests.support.desk import MONDAY


def test_letters_and_notices_that_stated_what_was_owed(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    tenancy = noticing.owing(desk, "Amina Khan")
    account = desk.ask(main_account, tenancy_id=tenancy)
    assert account is not None
    person = desk.ask(single.writing, tenancy_id=tenancy, on=desk.today, by=desk.who.name)
    titles = []
    for template, answers in (("arrears-1", {}), ("appointment", VISIT)):
        draft = LetterDraft(tenancy, template, person.people[0].id, dict(answers))
        made = desk.ask(single.look, draft=draft, on=desk.today, signed_by="Ann Brown")
        titles.append(made.title)
        desk.do(actions.issue_run, title=made.title, letters=[made])
    noticing.issued(desk, noticing.colleague(desk), noticing.prepared(desk, tenancy))
    found = desk.ask(relied_on, account_id=account.id, since=MONDAY)
    assert [(row.what, row.said) for row in found if row.ref.table == "letter"] == [(titles[0], "Owed £1,200.00")]
    assert [(row.to, row.said) for row in found if row.ref.table == "notice_case"] == [("Amina Khan", "£1,200.00 owed")]
    assert desk.ask(relied_on, account_id=account.id, since=MONDAY + timedelta(1)) == ()


def test_a_correction_withdraws_what_waits_and_asks_whoever_served_once(desk: Desk) -> None:
    tenancy = noticing.owing(desk, "Amina Khan")
    account = desk.ask(main_account, tenancy_id=tenancy)
    assert account is not None
    person = desk.ask(single.writing, tenancy_id=tenancy, on=desk.today, by=desk.who.name)
    draft = LetterDraft(tenancy, "arrears-1", person.people[0].id, {})
    desk.do(actions.issue_run, title="Arrears", letters=[desk.ask(single.look, draft=draft, on=desk.today, signed_by="Ann")])
    case = noticing.issued(desk, noticing.colleague(desk), noticing.prepared(desk, tenancy)).id
    since = MONDAY
    new = NewChargeCorrection(account.id, ChargeDraft(ChargeCode.RENT, "Rent", 1_000), since)
    was = desk.ask(main_account, tenancy_id=tenancy)
    outcome = desk.do(put_charge_right, draft=new, reason="Forgotten")
    assert was is not None and desk.ask(main_account, tenancy_id=tenancy) != was, "it changes what is owed"
    assert str(outcome.sentence).endswith("1 letter that waited is withdrawn. 1 notice relies on the old figure: a task for "
                                          "whoever served it")
    [task] = desk.ask(tasks, subject=Ref("notice_case", case))
    assert task.owner and "£1,200.00 owed" in task.text
    [card] = [one for one in desk.ask(due, on=MONDAY).cards if one.text == task.text]
    assert (card.place, card.facts, card.verb) == ("notice", (("case_id", case),), "Open the notice")
    assert [row.state for row in desk.ask(letters, run_id=1)] == [LetterState.WITHDRAWN]
    assert outcome.take_back is not None and outcome.take_back.action.__name__ == "take_back_correction"
    again = desk.do(put_charge_right, draft=new, reason="And another")
    assert len(desk.ask(tasks, subject=Ref("notice_case", case))) == 1 and "notice" not in str(again.sentence)
