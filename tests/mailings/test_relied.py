"""What gave somebody a figure of an account: letters that have one in their words and notices, not what merely went to them."""

from datetime import timedelta

from housingdesk.access.desk import Desk
from housingdesk.mailings import actions
from housingdesk.mailings.queries import single
from housingdesk.mailings.queries.relied import relied_on
from housingdesk.mailings.queries.single import LetterDraft
from housingdesk.rent.queries.accounts import main_account
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
