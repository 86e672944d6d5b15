"""After a death: the notice to the personal representatives, the papers for the Public Trustee; belongings once it ended."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.changes.actions import changing
from housingdesk.changes.queries import trustee
from housingdesk.changes.rules.trustee import answers_in_order, edition_on, parse_editions
from housingdesk.changes.rules.words import ChangeKind
from housingdesk.changes.stock import trustee_editions
from housingdesk.documents.queries import documents
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import Refused
from housingdesk.notices.actions import serving
from housingdesk.notices.rules.methods import Method
from housingdesk.notices.rules.served import ServiceDraft
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.values.timeline import Ref
from tests.support import changing as support
from tests.support import noticing
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed

ADDRESS = "PO Box 1\nLondon\nZZ9 9ZZ"
_TWO = """
[[edition]]
valid_from = 2030-01-01
form = "NL1"
title = "T"
law = "L"
fee_pence = 5000
mark = "sure"
source = "S"
check = ""
answers = [["b", "Two"], ["a", "One"]]
[[edition]]
valid_from = 1995-07-01
form = "NL1"
title = "T"
law = "L"
fee_pence = 4000
mark = "check"
source = "S"
check = "C"
answers = [["a", "One"]]
"""


def test_the_form_of_a_day_gives_order_and_fee() -> None:
    editions = parse_editions(_TWO)
    assert [edition_on(editions, day).fee_pence for day in (date(2029, 12, 31), date(2030, 1, 1))] == [4000, 5000]
    assert answers_in_order(editions[1], {"a": "x"}) == (("1. Two", ""), ("2. One", "x"))
    with pytest.raises(Refused, match="no form"):
        edition_on(editions, date(1990, 1, 1))
    shipped = trustee_editions()[-1]
    assert shipped.mark == "check" and shipped.check and [key for key, _ in shipped.answers][:3] == [
        "names", "last_address", "died_on"]


def test_a_notice_to_the_estate_and_its_copy_to_the_public_trustee(desk: Desk) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk, "Amina Khan")
    [holder] = desk.ask(holders, tenancy_ids=[tenancy_id])
    change_id = support.begin(desk, tenancy_id, ChangeKind.DEATH, {
        "died": str(holder.person_id), "died_on": "2026-11-16", "told_by": "Her son", "successor": "no", "ends_by": "quit"})
    assert [one.spec.key for one in support.file(desk, change_id).to_serve(MONDAY)] == ["quit"]
    assert "Print the notice" in str(desk.ask(trustee.trustee_form, change_id=change_id, on=MONDAY).why_not)
    facts = {"change_id": change_id, "on": MONDAY, "address": ADDRESS, "fee_pence": 4000, "signed_by": "Ann Brown"}
    with pytest.raises(Refused, match="Print the notice"):
        desk.ask(trustee.trustee_papers, **facts)
    case = noticing.prepared(desk, tenancy_id, "ntq-landlord", ())
    noticing.confirm(desk, case)
    case = noticing.checked(desk, noticing.colleague(desk), case)
    desk.do(serving.issue_notice, case_id=case.id, version=case.version)
    case = noticing.seen(desk, case.id)
    desk.do(serving.record_service, case_id=case.id, version=case.version, draft=ServiceDraft(
        holder.person_id, Method.HAND, MONDAY, "Ann Brown", at="00:05"))
    assert desk.ask(trustee.trustee_form, change_id=change_id, on=MONDAY).why_not is None
    made = desk.ask(trustee.trustee_papers, **facts)
    letter, sheet, *notice = printed(made.pdf)
    assert "The Public Trustee" in letter and "£40.00" in letter and "ZZ9 9ZZ" in letter
    places = [sheet.index(wanted) for wanted in ("1. Full name", "Amina Khan", "2. Their last known", "3. Date of death",
                                                 "16 November 2026", "5. What kind", "Notice to quit", "12. Fee", "£40.00")]
    assert places == sorted(places) and "To check" in sheet
    assert "The Personal Representatives of Amina Khan" in notice[0] and "For the Public Trustee: a copy" in notice[0]
    desk.do(changing.record_change_step, change_id=change_id, step="trustee", done_on=MONDAY, note="Sent by post",
            file=FileDraft("Papers for the Public Trustee.pdf", made.pdf))
    done = {one.spec.key: one.done for one in support.file(desk, change_id).steps if one.done is not None}
    assert done["quit"].note == "Our notice was served" and done["trustee"].note == "Sent by post"
    assert "Papers for the Public Trustee.pdf" in [one.name for one in desk.ask(documents, subject=Ref("tenancy", tenancy_id))]


def test_a_notice_about_belongings_is_begun_once_it_has_ended(desk: Desk, clock: Clock) -> None:
    noticing.make_office(desk)
    tenancy_id = noticing.agreement(desk)
    change_id = support.begin(desk, tenancy_id, ChangeKind.ABANDONMENT, {
        "seen_by": "A neighbour", "signs": "Post on the mat", "returning": "no", "goods": "yes"})
    assert [one.spec.key for one in support.file(desk, change_id).to_serve(MONDAY)] == ["quit"]
    support.agree(desk, change_id)
    support.do_all_steps(desk, change_id)
    support.carry_out(desk, change_id)
    last = support.file(desk, change_id).tenancy.ends_on
    assert last is not None and support.file(desk, change_id).to_serve(last) == []
    clock.to(last + timedelta(1))
    assert [one.spec.notice for one in support.file(desk, change_id).to_serve(desk.today)] == ["belongings"]
    case = noticing.begin(desk, tenancy_id, "belongings", ())
    assert case.notice == "belongings"
