"""What stands around a claim: written down, gone on with, taken back; what cannot be is refused with its sentence."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.desk import Desk, Outcome
from housingdesk.benefits.actions import absences, appeals, circumstances, claims, contacts, forgetting, overpayments, uc_cards
from housingdesk.benefits.actions.parts import remove_part
from housingdesk.benefits.models import Schedule, ScheduleLine
from housingdesk.benefits.queries import claim_parts
from housingdesk.benefits.queries.claim_file import ClaimFile, claim_file
from housingdesk.benefits.queries.claims import claim, claims_of
from housingdesk.benefits.rules.claim_drafts import (
    AbsenceDraft,
    AppealDraft,
    ChangeDraft,
    ContactDraft,
    OverpaymentDraft,
    UcDraft,
)
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import (
    AbsenceReason,
    AppealKind,
    AppealState,
    ClaimKind,
    ClaimState,
    ContactKind,
    Direction,
    OverpaymentState,
    RecoveryWay,
    ScheduleState,
    WhatChanged,
)
from housingdesk.changes.actions.handing_over import end_and_hand_over
from housingdesk.documents.rules import FileDraft
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import EndReason
from housingdesk.values.timeline import Ref
from tests.support import noticing
from tests.support.audited import refused, taken_back
from tests.support.desk import MONDAY
from tests.support.lettings import make_tenancy

DAY = timedelta(1)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
Read = Callable[[list[int]], dict[int, tuple[Any, ...]]]


def started(desk: Desk, kind: ClaimKind = ClaimKind.HB_SUPPORTED, tenancy: int | None = None) -> int:
    """A claim of a fresh agreement; returns its id."""
    tenancy = tenancy or make_tenancy(desk, start=MONDAY - 70 * DAY)
    holder = desk.ask(holders, tenancy_ids=[tenancy])[0]
    draft = ClaimDraft(kind, MONDAY - 60 * DAY, tenancy, holder.person_id)
    return int(desk.do(claims.start_claim, draft=draft).value)


def there_and_back(desk: Desk, claim_id: int, read: Read, done: Outcome) -> Any:
    """What an act left, which its take-back takes out and the take-back of that brings back; returns the part as it is now."""
    [made] = desk.ask(read, claim_ids=[claim_id])[claim_id]
    gone = taken_back(desk, done)
    assert desk.ask(read, claim_ids=[claim_id]).get(claim_id, ()) == ()
    taken_back(desk, gone)
    [again] = desk.ask(read, claim_ids=[claim_id])[claim_id]
    assert again.claim_id == made.claim_id == claim_id
    return again


def step(desk: Desk, claim_id: int, read: Read, action: Any, key: str, **facts: Any) -> Any:
    """One step of the only part, taken, taken back and taken again; returns the part after it."""
    [row] = desk.ask(read, claim_ids=[claim_id])[claim_id]
    taken_back(desk, desk.do(action, version=row.version, **{key: row.id}, **facts))
    [same] = desk.ask(read, claim_ids=[claim_id])[claim_id]
    assert {n: getattr(same, n) for n in type(row).__slots__ if n != "version"} == \
        {n: getattr(row, n) for n in type(row).__slots__ if n != "version"}
    desk.do(action, version=same.version, **{key: row.id}, **facts)
    return desk.ask(read, claim_ids=[claim_id])[claim_id][0]


def test_who_asked_whom_what_and_when(desk: Desk) -> None:
    one = started(desk)
    draft = ContactDraft(ContactKind.CHASE, Direction.RANG, MONDAY - DAY, "How far is it?", "Ms Hall", MONDAY + 6 * DAY)
    made = there_and_back(desk, one, claim_parts.contacts, desk.do(contacts.add_contact, claim_id=one, draft=draft))
    assert (made.by, made.whom, made.waiting, made.kind) == ("Ann Brown", "Ms Hall", True, ContactKind.CHASE)
    early = refused(desk, contacts.answer_contact, contact_id=made.id, version=made.version, on=MONDAY - 2 * DAY)
    assert early == "An answer does not come before the question"
    row = step(desk, one, claim_parts.contacts, contacts.answer_contact, "contact_id", on=MONDAY, said="Next week")
    assert row.answered_on == MONDAY and row.said == "How far is it?\nAnswer: Next week" and not row.waiting
    subject = Ref("tenancy", desk.ask(claim, claim_id=one).tenancy_id)
    [told] = desk.ask(claim_parts.timeline, subject=subject, before=None, limit=5)
    assert told.text.startswith("Housing Benefit, supported housing: we rang Ms Hall, asked how far it is. How far is it?")
    assert told.record == Ref("claim", one) and told.who == "Ann Brown"
    assert "answered on 23 November 2026" in refused(desk, contacts.answer_contact, contact_id=row.id, version=row.version,
                                                     on=MONDAY)
    silent = ContactDraft(ContactKind.CHASE, Direction.RANG, MONDAY + DAY, " ", answer_by=MONDAY)
    said = refused(desk, contacts.add_contact, claim_id=one, draft=silent)
    assert "not in the future" in said and "in a few words" in said and "does not come before" in said


def test_one_call_about_several_claims_is_one_act(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    ids = [started(desk), started(desk)]
    draft = ContactDraft(ContactKind.CHASE, Direction.RANG, MONDAY, "All of them")
    done = desk.do(contacts.ask_office, claim_ids=ids, draft=draft)
    assert {one: len(rows) for one, rows in desk.ask(claim_parts.contacts, claim_ids=ids).items()} == dict.fromkeys(ids, 1)
    taken_back(desk, done)
    assert desk.ask(claim_parts.contacts, claim_ids=ids) == {}
    assert "about which claims" in refused(desk, contacts.ask_office, claim_ids=[], draft=draft)


def test_authority_is_given_with_its_paper_and_taken_back(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    one = started(desk)
    version = desk.ask(claim, claim_id=one).version
    done = desk.do(contacts.give_authority, claim_id=one, version=version, on=MONDAY, file=FileDraft("signed.png", PNG))
    [paper] = desk.ask(claim_parts.contacts, claim_ids=[one])[one]
    assert paper.kind is ContactKind.AUTHORITY and paper.document_id is not None
    assert desk.ask(claim, claim_id=one).authority_on == MONDAY
    taken_back(desk, done)
    row = desk.ask(claim, claim_id=one)
    assert row.authority_on is None
    assert "no authority" in refused(desk, contacts.end_authority, claim_id=one, version=row.version)


def test_a_change_is_told_and_confirmed_in_that_order(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    one = started(desk)
    draft = ChangeDraft(WhatChanged.HOUSEHOLD, MONDAY - 9 * DAY, "A son of 19 moved in")
    made = there_and_back(desk, one, claim_parts.changes, desk.do(circumstances.add_change, claim_id=one, draft=draft))
    about = {"change_id": made.id, "version": made.version}
    assert "first when the office was told" in refused(desk, circumstances.confirm_change, on=MONDAY, **about)
    told = step(desk, one, claim_parts.changes, circumstances.tell_change, "change_id", on=MONDAY - DAY)
    assert told.told_on == MONDAY - DAY
    about["version"] = told.version
    assert "before it was told" in refused(desk, circumstances.confirm_change, on=MONDAY - 2 * DAY, **about)
    assert step(desk, one, claim_parts.changes, circumstances.confirm_change, "change_id", on=MONDAY).confirmed_on == MONDAY


def test_an_appeal_from_the_notice_to_its_end(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    one = started(desk)
    draft = AppealDraft(AppealKind.REVISION, MONDAY - 20 * DAY, "The rent is wrong")
    made = there_and_back(desk, one, claim_parts.appeals, desk.do(appeals.open_appeal, claim_id=one, draft=draft))
    about = {"appeal_id": made.id, "version": made.version, "on": MONDAY}
    assert made.state is AppealState.TO_ASK
    assert "not asked for yet" in refused(desk, appeals.decide_appeal, state=AppealState.WON, **about)
    asked = step(desk, one, claim_parts.appeals, appeals.ask_appeal, "appeal_id", on=MONDAY - DAY, asked_by="Amina Khan")
    assert (asked.state, asked.asked_by, asked.grounds) == (AppealState.ASKED, "Amina Khan", "The rent is wrong")
    won = step(desk, one, claim_parts.appeals, appeals.decide_appeal, "appeal_id", state=AppealState.PARTLY, on=MONDAY,
               outcome="From October")
    assert (won.state, won.decided_on, won.outcome) == (AppealState.PARTLY, MONDAY, "From October")
    wrong = AppealDraft(AppealKind.RECONSIDERATION, MONDAY)
    assert "looked at again by revision or appeal" in refused(desk, appeals.open_appeal, claim_id=one, draft=wrong)


def test_an_absence_is_noted_once_told_and_over(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    one = started(desk)
    draft = AbsenceDraft(AbsenceReason.HOSPITAL, MONDAY - 30 * DAY, MONDAY + 30 * DAY)
    there_and_back(desk, one, claim_parts.absences, desk.do(absences.start_absence, claim_id=one, draft=draft))
    assert "noted already" in refused(desk, absences.start_absence, claim_id=one, draft=draft)
    step(desk, one, claim_parts.absences, absences.tell_absence, "absence_id", on=MONDAY - 20 * DAY)
    file: ClaimFile = desk.ask(claim_file, claim_id=one, on=MONDAY)
    [(row, now)] = file.absences
    assert now is not None and (now.days, now.limit, now.ends) == (31, "52 weeks", False)
    prison = AbsenceDraft(AbsenceReason.PRISON, MONDAY - 30 * DAY, MONDAY + 90 * DAY, MONDAY - 20 * DAY)
    step(desk, one, claim_parts.absences, absences.write_absence, "absence_id", draft=prison)
    [(row, now)] = desk.ask(claim_file, claim_id=one, on=MONDAY).absences
    assert now is not None and now.ends and "does not go on" in now.sentence
    assert "after they left" in refused(desk, absences.end_absence, absence_id=row.id, version=row.version,
                                        back_on=MONDAY - 30 * DAY)
    assert step(desk, one, claim_parts.absences, absences.end_absence, "absence_id", back_on=MONDAY).back_on == MONDAY


def test_an_overpayment_is_charged_to_its_own_tenant_alone_and_counts_what_posted_schedules_took(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    noticing.make_office(desk)
    mine, theirs = noticing.agreement(desk, "Amina Khan"), noticing.agreement(desk, "Joy Okafor")
    one = started(desk, tenancy=mine)
    [account], [other] = desk.ask(accounts_of, tenancy_id=mine), desk.ask(accounts_of, tenancy_id=theirs)
    draft = OverpaymentDraft(MONDAY - 5 * DAY, 31_240, RecoveryWay.OWN_BENEFIT, weekly_pence=1_110)
    assert "never to another’s" in refused(desk, overpayments.open_overpayment, claim_id=one, draft=draft, account_id=other.id)
    made = there_and_back(desk, one, claim_parts.overpayments, desk.do(
        overpayments.open_overpayment, claim_id=one, draft=draft, account_id=account.id))
    assert (made.left_pence, made.account_id, made.state) == (31_240, account.id, OverpaymentState.OPEN)
    _taken(desk, made.id, 4_440, ScheduleState.POSTED)
    _taken(desk, made.id, 9_999, ScheduleState.READY)
    [row] = desk.ask(claim_parts.overpayments, claim_ids=[one])[one]
    assert (row.recovered_pence, row.left_pence) == (4_440, 26_800), "what is not posted has not been taken"
    step(desk, one, claim_parts.overpayments, overpayments.dispute_overpayment, "overpayment_id")
    over = step(desk, one, claim_parts.overpayments, overpayments.close_overpayment, "overpayment_id", on=MONDAY,
                cancelled=True)
    assert (over.state, over.left_pence, over.closed_on) == (OverpaymentState.CANCELLED, 0, MONDAY)
    assert "cancelled already" in refused(desk, overpayments.dispute_overpayment, overpayment_id=over.id, version=over.version)
    tenant = OverpaymentDraft(MONDAY, 100, RecoveryWay.CLAIMANT)
    assert "charged to nobody here" in refused(desk, overpayments.open_overpayment, claim_id=one, draft=tenant,
                                               account_id=account.id)


def _taken(desk: Desk, overpayment_id: int, pence: int, state: ScheduleState) -> None:
    """A schedule that took something back."""
    with desk.store.connected():
        office = _office()
        made = Schedule.create(office=office, name="run", sha256=str(pence), state=state, gross_pence=pence,
                               recovery_pence=pence, net_pence=0, lines=1, imported_at=desk.clock(), imported_by="Ann Brown",
                               content=b"x")
        ScheduleLine.create(schedule=made.id, number=1, gross_pence=pence, recovery_pence=pence, net_pence=0, raw="",
                            overpayment=overpayment_id, state="matched")


def _office() -> int:
    from housingdesk.benefits.models import Office
    from housingdesk.benefits.rules.words import HowSent, Source

    found = Office.get_or_none(Office.source == Source.BACS)
    return int((found or Office.create(source=Source.BACS, sends=HowSent.NONE)).id)


def test_the_universal_credit_card_from_the_statement_to_the_answer(desk: Desk) -> None:
    one = started(desk, ClaimKind.UC)

    def card() -> claim_parts.UcCardRow:
        row: claim_parts.UcCardRow = desk.ask(claim_parts.uc_cards, claim_ids=[one])[one]
        return row

    first = desk.do(uc_cards.write_card, claim_id=one, version=0, draft=UcDraft(14, 21, 50_000, 42_490))
    taken_back(desk, first)
    assert desk.ask(claim_parts.uc_cards, claim_ids=[one]) == {}
    desk.do(uc_cards.write_card, claim_id=one, version=0, draft=UcDraft(14, 21, 50_000, 42_490))
    assert "Payment to us was not asked" in refused(desk, uc_cards.answer_direct, claim_id=one, version=card().version,
                                                    on=MONDAY, granted=True)
    desk.do(uc_cards.portal_asked, claim_id=one, version=card().version, on=MONDAY - 3 * DAY)
    assert card().portal_waits
    assert "older than the question" in refused(desk, uc_cards.portal_answered, claim_id=one, version=card().version,
                                                on=MONDAY - 4 * DAY)
    desk.do(uc_cards.portal_answered, claim_id=one, version=card().version, on=MONDAY)
    desk.do(uc_cards.ask_direct, claim_id=one, version=card().version, on=MONDAY - DAY)
    assert not card().portal_waits and card().direct_waits
    done = desk.do(uc_cards.answer_direct, claim_id=one, version=card().version, on=MONDAY, granted=False, reason="Too little")
    assert (card().direct_waits, card().direct_refused_on, card().direct_reason) == (False, MONDAY, "Too little")
    taken_back(desk, done)
    assert card().direct_waits
    desk.do(uc_cards.journal_told, claim_id=one, version=card().version, on=MONDAY)
    assert card().journal_told_on == MONDAY
    assert "a day of the month" in refused(desk, uc_cards.write_card, claim_id=one, version=card().version, draft=UcDraft(32))
    council = started(desk)
    assert "Only Universal Credit" in refused(desk, uc_cards.write_card, claim_id=council, version=0, draft=UcDraft())


@pytest.mark.parametrize(("kind", "start", "said"), [
    (ClaimKind.DHP, date(2026, 4, 1), "ended on 31 March 2026"),
    (ClaimKind.CRF_HOUSING, date(2026, 3, 31), "begins on 1 April 2026"), (ClaimKind.CRF_CRISIS, date(2026, 4, 1), "")])
def test_a_fund_is_claimed_on_its_own_days_alone(sqlite_desk: Desk, kind: ClaimKind, start: date, said: str) -> None:
    tenancy = make_tenancy(sqlite_desk, start=date(2026, 3, 2))
    [holder] = sqlite_desk.ask(holders, tenancy_ids=[tenancy])
    draft = ClaimDraft(kind, start, tenancy, holder.person_id)
    if said:
        assert said in refused(sqlite_desk, claims.start_claim, draft=draft)
    else:
        sqlite_desk.do(claims.start_claim, draft=draft)


def test_a_claim_that_ended_goes_on_as_far_as_it_had_got(sqlite_desk: Desk) -> None:
    desk, one = sqlite_desk, started(sqlite_desk)
    version = desk.ask(claim, claim_id=one).version
    assert "need not be reopened" in refused(desk, claims.reopen_claim, claim_id=one, version=version)
    desk.do(claims.end_claim, claim_id=one, version=version, on=MONDAY)
    desk.do(claims.reopen_claim, claim_id=one, version=desk.ask(claim, claim_id=one).version)
    row = desk.ask(claim, claim_id=one)
    assert (row.state, row.ended_on) == (ClaimState.STARTED, None)


def test_all_around_a_claim_goes_with_it_when_its_sign_up_is_taken_back(sqlite_desk: Desk) -> None:
    desk, one = sqlite_desk, started(sqlite_desk)
    tenancy = desk.ask(claim, claim_id=one).tenancy_id
    desk.do(contacts.add_contact, claim_id=one, draft=ContactDraft(ContactKind.OTHER, Direction.MET, MONDAY, "Explained"))
    desk.do(circumstances.add_change, claim_id=one, draft=ChangeDraft(WhatChanged.OTHER, MONDAY))
    desk.do(absences.start_absence, claim_id=one, draft=AbsenceDraft(AbsenceReason.HOLIDAY, MONDAY))
    over = desk.do(overpayments.open_overpayment, claim_id=one, draft=OverpaymentDraft(MONDAY, 100, RecoveryWay.CLAIMANT)).value
    assert "wants money back" in refused(desk, forgetting.forget_claims, tenancy_id=tenancy)
    desk.do(remove_part, part="overpayment", part_id=over, version=1)
    desk.do(forgetting.forget_claims, tenancy_id=tenancy)
    assert desk.ask(claims_of, tenancy_id=tenancy) == () and desk.ask(claim_parts.contacts, claim_ids=[one]) == {}


def test_the_end_of_an_agreement_is_noted_with_its_claims_and_taken_back_with_it(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    noticing.make_office(desk)
    tenancy = noticing.agreement(desk, "Amina Khan")
    one = started(desk, tenancy=tenancy)
    done = desk.do(end_and_hand_over, tenancy_id=tenancy, reason=EndReason.SURRENDER, event_on=MONDAY + 6 * DAY)
    [change] = desk.ask(claim_parts.changes, claim_ids=[one])[one]
    assert (change.what, change.happened_on, change.told_on) == (WhatChanged.ENDED, done.value, None)
    taken_back(desk, done)
    assert desk.ask(claim_parts.changes, claim_ids=[one]) == {}
