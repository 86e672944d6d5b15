"""Every notice of the pack under every law it belongs to: prepared, checked, printed and served, and what its paper says."""

from datetime import date, timedelta

import pytest

from housingdesk.access.desk import Desk
from housingdesk.documents import queries as documents
from housingdesk.notices.actions import serving
from housingdesk.notices.queries import cases, judging
from housingdesk.notices.queries.cases import CaseRow
from housingdesk.notices.rules.states import State
from housingdesk.notices.stock import shipped_pack
from housingdesk.people.actions import add_need
from housingdesk.people.rules import NeedDraft, NeedKind
from housingdesk.tenancies.queries.agreements import holders_on
from housingdesk.tenancies.rules import LICENCES, TenancyKind
from tests.support import noticing
from tests.support.desk import MONDAY
from tests.support.letters import printed
from tests.support.noticing import EVERY, agreement_for, begun

IDS = [f"{key} {kind.name}" for key, kind in EVERY]


def text_of(desk: Desk, case: CaseRow) -> str:
    """All that is printed."""
    assert case.document_id is not None
    return " ".join(printed(desk.ask(documents.kept, document_id=case.document_id).content))


def test_no_notice_of_the_pack_is_left_out() -> None:
    assert {key for key, _ in EVERY} == set(shipped_pack().keys()) - {"ntq-tenant"}


@pytest.mark.parametrize(("key", "kind"), EVERY, ids=IDS)
def test_each_goes_all_the_way_and_a_licence_is_never_called_a_tenancy(sqlite_desk: Desk, key: str, kind: TenancyKind) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = agreement_for(desk, other, key, kind)
    case = noticing.issued(desk, other, noticing.finished(desk, begun(desk, tenancy, key)))
    text = text_of(desk, case)
    assert case.names in text and "Dale Vale Homes" in text
    if kind in LICENCES and not (key == "licence" and kind is TenancyKind.LICENCE_PROTECTED):
        assert "tenan" not in text.lower()
    for person in noticing.addressed(desk, case):
        case = noticing.serve(desk, case, person)
    assert case.state is State.SERVED and case.countdown(MONDAY)
    certificate = desk.do(serving.keep_certificate, case_id=case.id).value
    text = " ".join(printed(desk.ask(documents.kept, document_id=certificate).content))
    assert case.names in text and (kind not in LICENCES or "tenan" not in text.lower())


@pytest.mark.parametrize(("key", "kind"), EVERY, ids=IDS)
def test_in_large_print_it_says_the_same_in_the_same_order(sqlite_desk: Desk, key: str, kind: TenancyKind) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = agreement_for(desk, other, key, kind)
    case = noticing.issued(desk, other, noticing.finished(desk, begun(desk, tenancy, key)))
    usual = text_of(desk, case)
    desk.do(serving.unissue, case_id=case.id, version=case.version)
    for person in noticing.addressed(desk, case):
        desk.do(add_need, person_id=person, draft=NeedDraft(NeedKind.LARGE_PRINT, date(2026, 1, 1)))
    large = text_of(desk, noticing.issued(desk, other, noticing.seen(desk, case.id)))
    heads = [words for words in ("1. To:", "2. Your landlord", "3. Your landlord", "4. Give a full", "5. The court", "6.",
                                 "7. Name and address") if words in usual] if key == "form3" else []
    places = [large.index(head) for head in heads]
    assert places == sorted(places) and len(heads) == (7 if key == "form3" else 0)
    body = {word for word in usual.split() if word.isalpha() and len(word) > 6}
    assert body <= set(large.split()), body - set(large.split())
    assert len(large) >= len(usual) * 0.8


def test_a_notice_to_end_a_licence_says_until_when_a_review_may_be_asked_for(sqlite_desk: Desk) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED)
    case = noticing.begin(desk, tenancy, "licence", ())
    case = noticing.issued(desk, other, noticing.dated(desk, noticing.particulars(desk, noticing.answered(
        desk, case, review_days="7"))))
    assert "Tell us by Monday 30 November 2026" in text_of(desk, case)


def test_the_partner_who_left_gets_the_pages_of_the_notice(sqlite_desk: Desk) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = agreement_for(desk, other, "s8a", TenancyKind.ASSURED)
    case = noticing.issued(desk, other, noticing.finished(desk, begun(desk, tenancy, "s8a")))
    text = text_of(desk, case)
    assert case.names == "Sam Okafor"
    assert "Housing Act 1988, section 8A" in text and "Form No. 3" in text and "1. To: Amina Khan" in text
    [holder] = desk.ask(holders_on, tenancy_id=tenancy, on=MONDAY)
    assert noticing.addressed(desk, case) != [holder.person_id]


def test_until_the_partner_is_served_today_and_the_notice_say_so(sqlite_desk: Desk) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = agreement_for(desk, other, "s8a", TenancyKind.ASSURED)
    missing = "Serve a copy on the partner who left: none is served yet"
    assert missing in [what for _, _, what in desk.ask(cases.due, on=MONDAY)]
    case = noticing.issued(desk, other, noticing.finished(desk, begun(desk, tenancy, "s8a")))
    assert missing in [what for _, _, what in desk.ask(cases.due, on=MONDAY)], "printed is not served"
    noticing.serve(desk, case, noticing.addressed(desk, case)[0])
    assert missing not in [what for _, _, what in desk.ask(cases.due, on=MONDAY)]


def test_today_reminds_of_the_weeks_of_benefit_in_an_absence(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    tenancy = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED)
    case = noticing.finished(desk, noticing.begin(desk, tenancy, "absence", ()), since="2026-09-24")
    case = noticing.issued(desk, desk, case)
    noticing.serve(desk, case, noticing.addressed(desk, case)[0])

    def said(on: date) -> list[str]:
        return [what for _, _, what in desk.ask(cases.due, on=on) if "of absence end" in what]

    thirteen = "13 weeks of absence end Thu 24 Dec 2026: Housing Benefit may stop. Talk with the council"
    assert [said(on) for on in (MONDAY, date(2026, 12, 10), date(2027, 1, 8))] == [[], [thirteen], []]
    [year] = said(date(2027, 9, 20))
    assert year == "52 weeks of absence end Thu 23 Sep 2027: Housing Benefit may stop. Talk with the council"


def test_what_the_register_knows_of_warnings(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    tenancy = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED)
    final = noticing.begin(desk, tenancy, "warning-final", ())
    none = "No written warning stands in the register of notices"
    assert any(check.sentence == none for check in desk.ask(judging.findings, case=final, on=MONDAY))
    first = noticing.issued(desk, desk, noticing.finished(desk, noticing.begin(desk, tenancy, "warning-1", ())))
    noticing.serve(desk, first, noticing.addressed(desk, first)[0])
    said = [check.sentence for check in desk.ask(judging.findings, case=final, on=MONDAY)]
    assert none not in said and "Served before: First written warning, 23 November 2026" in said


def test_belongings_with_a_charge_wait_three_months(sqlite_desk: Desk) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = agreement_for(desk, other, "belongings", TenancyKind.LICENCE_EXCLUDED)
    case = noticing.answered(desk, noticing.begin(desk, tenancy, "belongings", ()), charges="")
    assert noticing.dated(desk, noticing.particulars(desk, case)).printed_on == MONDAY + timedelta(29)
    case = noticing.answered(desk, noticing.seen(desk, case.id), charges="2500")
    assert case.printed_on is None, "the date hangs on it"
    assert noticing.dated(desk, case).printed_on == date(2027, 2, 24)


def test_one_person_may_write_and_check_a_warning(sqlite_desk: Desk) -> None:
    tenancy = noticing.owing(sqlite_desk, kind=TenancyKind.LICENCE_EXCLUDED)
    case = noticing.finished(sqlite_desk, noticing.begin(sqlite_desk, tenancy, "warning-1", ()))
    assert noticing.checked(sqlite_desk, sqlite_desk, case).state is State.CHECKED


def test_what_is_signed_stands_on_one_page(sqlite_desk: Desk) -> None:
    desk, other = sqlite_desk, noticing.colleague(sqlite_desk)
    tenancy = noticing.owing(desk, kind=TenancyKind.LICENCE_EXCLUDED)
    case = noticing.begin(desk, tenancy, "warning-1", ())
    for lines in range(1, 24, 2):
        evidence = "\n".join(f"Seen on {day} November by night staff." for day in range(1, lines + 1))
        case = noticing.finished(desk, noticing.seen(desk, case.id), evidence=evidence)
        case = noticing.issued(desk, other, case)
        assert case.document_id is not None
        pages = printed(desk.ask(documents.kept, document_id=case.document_id).content)
        [page] = [page for page in pages if "Signed:" in page]
        assert "From:" in page and "Date: Monday 23 November 2026" in page, lines
        desk.do(serving.unissue, case_id=case.id, version=case.version)
