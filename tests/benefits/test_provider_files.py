"""Provider files: papers with scans that lapse, rents agreed one after the other, homes whose charge left them; taken back."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.access.desk import Desk
from housingdesk.benefits.actions import provider_files as actions
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.benefits.queries import provider_files as queries
from housingdesk.benefits.queries.provider_files import ProviderFileRow
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.provider_file import (
    WANTED,
    FileDraft,
    Held,
    PaperDraft,
    PaperState,
    RentDraft,
    completeness,
    standings,
)
from housingdesk.benefits.rules.words import ClaimKind, ProviderPaperKind
from housingdesk.documents.rules import FileDraft as Scan
from housingdesk.properties.actions.offices import add_council
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import OfficeDraft, SpaceDraft, SpaceKind
from housingdesk.rent.actions.accounts import open_account
from housingdesk.rent.rules.drafts import ChargeDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency
from housingdesk.tenancies.actions.starting import start_tenancy
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.audited import last_act, refused, taken_back
from tests.support.desk import MONDAY
from tests.support.lettings import OPENED, make_person

_SCAN = Scan("letter.pdf", b"%PDF-1.4 letter")
_LEASE = ProviderPaperKind.LEASE
ON = MONDAY


def place(desk: Desk) -> tuple[int, int, int]:
    """A supported scheme with one room that somebody has, in a council's area: ids of scheme, council and agreement."""
    council = int(desk.do(add_council, draft=OfficeDraft("Dalebrook Borough Council")).value)
    scheme = int(desk.do(add_space, draft=SpaceDraft(SpaceKind.SCHEME, "Beech supported", council_id=council)).value)
    room = SpaceDraft(SpaceKind.HOUSE, "14", scheme, "14 Beech Road", town="Dalebrook", postcode="ZZ9 9ZZ", managed_from=OPENED,
                      council_id=council)
    home = int(desk.do(add_space, draft=room, let=True).value)
    draft = StartDraft(TenancyKind.LICENCE_EXCLUDED, (make_person(desk),), home, MONDAY)
    tenancy = int(desk.do(start_tenancy, draft=draft).value)
    desk.do(open_account, tenancy_id=tenancy, frequency=Frequency.WEEKLY, charges=(
        ChargeDraft(ChargeCode.RENT, "Rent", 18_000), ChargeDraft(ChargeCode.INELIGIBLE_SERVICE, "Heating of the room", 1_500)))
    return scheme, council, tenancy


def opened(desk: Desk) -> ProviderFileRow:
    scheme, council, _ = place(desk)
    return row_of(desk, desk.do(actions.open_provider_file, scheme_id=scheme, council_id=council).value)


def row_of(desk: Desk, file_id: int) -> ProviderFileRow:
    row: ProviderFileRow = desk.ask(queries.provider_file_by_id, file_id=file_id)
    return row


def test_a_file_is_opened_once_and_written(desk: Desk) -> None:
    row = opened(desk)
    assert (row.scheme, row.council) == ("Beech supported", "Dalebrook Borough Council")
    assert desk.do(actions.open_provider_file, scheme_id=row.scheme_id, council_id=row.council_id).value == row.id
    assert {one.state for one in row.standings(ON)} == {PaperState.MISSING}
    assert row.said(ON).startswith("0 of 6 papers are here")
    draft = FileDraft(" Brightwater  Support ", "14 hours a week", "Key work", date(2024, 4, 1), date(2027, 4, 1))
    outcome = desk.do(actions.write_provider_file, file_id=row.id, version=row.version, draft=draft)
    assert row_of(desk, row.id).draft() == replace(draft, supporter="Brightwater Support")
    taken_back(desk, outcome)
    assert row_of(desk, row.id).draft() == row.draft()


def test_papers_with_their_scans(desk: Desk) -> None:
    row = opened(desk)
    lease = PaperDraft(_LEASE, "Lease of 2020", date(2020, 4, 1), date(2026, 12, 31))
    outcome = desk.do(actions.add_provider_paper, file_id=row.id, draft=lease, scan=_SCAN)
    desk.do(actions.add_provider_paper, file_id=row.id, draft=PaperDraft(ProviderPaperKind.STATUS, "Registration"), scan=_SCAN)
    now = row_of(desk, row.id)
    assert [one.kind for one in now.papers] == [ProviderPaperKind.STATUS, _LEASE]
    paper = now.papers[1]
    assert (paper.start, paper.last_day) == (lease.start, lease.last_day)
    assert paper.document_id == now.papers[0].document_id  # one letter, proof of two things
    states = {one.kind: one for one in now.standings(ON)}
    assert states[_LEASE].state is PaperState.LAPSES and "31 December 2026" in states[_LEASE].sentence
    assert desk.ask(queries.due, on=ON)[0].sentence.startswith("Lease or management agreement: Lapses on")
    longer = replace(lease, last_day=date(2031, 3, 31))
    changed = desk.do(actions.write_provider_paper, paper_id=paper.id, version=paper.version, draft=longer)
    assert row_of(desk, row.id).papers[1].last_day == date(2031, 3, 31)
    assert row_of(desk, row.id).papers[1].document_id == paper.document_id
    taken_back(desk, changed)
    gone = desk.do(actions.remove_provider_paper, paper_id=paper.id, version=paper.version + 2)
    assert [one.kind for one in row_of(desk, row.id).papers] == [ProviderPaperKind.STATUS]
    taken_back(desk, gone)
    assert row_of(desk, row.id).papers[1].document_id == paper.document_id
    assert outcome.take_back is not None and last_act(desk)[3] == [("provider_paper", "add")]


def test_the_charge_leaves_the_agreed_rent_and_the_next_letter_settles_it(desk: Desk) -> None:
    row = opened(desk)
    first = RentDraft(19_000, 18_000, date(2026, 4, 6), letter_on=date(2026, 3, 20))
    desk.do(actions.agree_rent, file_id=row.id, draft=first)
    [alarm] = desk.ask(queries.rent_alarms, files=[row_of(desk, row.id)], on=ON)
    assert "£5.00 a week more is charged than was agreed" in alarm.leaving.sentence and alarm.names == "Amina Khan"
    [due] = desk.ask(queries.due, on=ON)
    assert due.by == ON and alarm.address in due.sentence
    second = RentDraft(19_500, 18_000, ON)
    outcome = desk.do(actions.agree_rent, file_id=row.id, draft=second, scan=_SCAN)
    now = row_of(desk, row.id)
    assert [(one.start, one.last_day) for one in now.rents] == [(ON, None), (date(2026, 4, 6), date(2026, 11, 22))]
    assert desk.ask(queries.due, on=ON) == ()
    assert "agreed from 6 April 2026 already" in refused(desk, actions.agree_rent, file_id=row.id, draft=first)
    undone = taken_back(desk, outcome)
    assert row_of(desk, row.id).rents[0].last_day is None and len(desk.ask(queries.due, on=ON)) == 1
    again = taken_back(desk, undone)
    assert row_of(desk, row.id).rents[0].document_id == now.rents[0].document_id
    taken_back(desk, again)
    assert [one.start for one in row_of(desk, row.id).rents] == [date(2026, 4, 6)]


def test_a_claim_finds_its_file_and_a_scheme_without_one_is_named(desk: Desk) -> None:
    scheme, council, tenancy = place(desk)
    [holder] = desk.ask(holders, tenancy_ids=[tenancy])
    draft = ClaimDraft(ClaimKind.HB_SUPPORTED, MONDAY, tenancy, holder.person_id, council_id=council)
    desk.do(start_claim, draft=draft)
    assert desk.ask(queries.missing_files) == ((scheme, "Beech supported", council, "Dalebrook Borough Council", 1),)
    assert desk.ask(queries.file_of_tenancy, tenancy_id=tenancy, council_id=council, on=ON) is None
    file_id = desk.do(actions.open_provider_file, scheme_id=scheme, council_id=council).value
    assert desk.ask(queries.missing_files) == ()
    found = desk.ask(queries.file_of_tenancy, tenancy_id=tenancy, council_id=None, on=ON)
    assert found == row_of(desk, file_id) == desk.ask(queries.provider_files)[0]


def day(month: int, number: int = 1) -> date:
    return date(2026 if month > 6 else 2027, month, number)


@pytest.mark.parametrize(("held", "state", "words"), [
    ([], PaperState.MISSING, "No paper is kept here yet"),
    ([Held(_LEASE)], PaperState.MISSING, "Its scan is missing"),
    ([Held(_LEASE, needed=False)], PaperState.NOT_NEEDED, "Not needed here"),
    ([Held(_LEASE, scanned=True)], PaperState.THERE, "Kept here"),
    ([Held(_LEASE, None, day(11, 22), scanned=True)], PaperState.LAPSED, "Lapsed on 22 November 2026"),
    ([Held(_LEASE, None, day(11, 23), scanned=True)], PaperState.LAPSES, "Lapses on 23 November 2026"),
    ([Held(_LEASE, None, day(1, 18), scanned=True)], PaperState.LAPSES, "Lapses on 18 January 2027"),
    ([Held(_LEASE, None, day(1, 19), scanned=True)], PaperState.THERE, "Holds up to 19 January 2027"),
    ([Held(_LEASE, None, day(12), scanned=True), Held(_LEASE, day(12, 2), scanned=True)], PaperState.THERE,
     "the next one is here"),
    ([Held(_LEASE, None, day(12), scanned=True), Held(_LEASE, day(12, 9), scanned=True)], PaperState.LAPSES,
     "Lapses on 1 December"),
    ([Held(_LEASE, day(12), scanned=True)], PaperState.NOT_YET, "Holds from 1 December 2026"),
])
def test_how_a_paper_stands(held: list[Held], state: PaperState, words: str) -> None:
    found = next(one for one in standings(held, ON) if one.kind is _LEASE)
    assert found.state is state and words in found.sentence


def test_completeness_in_one_sentence() -> None:
    all_there = [Held(kind, scanned=True) for kind in WANTED]
    assert completeness(standings(all_there, ON)) == "Everything the council wants is here"
    lapsed = [*all_there[2:], Held(_LEASE, None, day(11), scanned=True)]
    assert completeness(standings(lapsed, ON)) == (
        "4 of 6 papers are here. Missing: proof of status. Lapsed: lease or management agreement")


@pytest.mark.parametrize(("draft", "fields"), [
    (RentDraft(None, 100, ON), ["rent_pence"]), (RentDraft(100, 200, ON), ["eligible_pence"]),
    (RentDraft(200, 100, ON, day(11, 1)), ["last_day"]), (PaperDraft(_LEASE, "", ON, day(11, 1)), ["last_day"]),
    (PaperDraft(_LEASE, "a\x07"), ["title"]), (FileDraft(supporter="x" * 201, note="b\x07"), ["supporter", "note"]),
])
def test_what_cannot_be_kept(draft: RentDraft | PaperDraft | FileDraft, fields: list[str]) -> None:
    assert [problem.field for problem in draft.problems()] == fields
