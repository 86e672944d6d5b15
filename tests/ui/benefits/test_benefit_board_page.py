"""The benefit board and the ruler by keys: lanes, the next variance, an award, a verified rent, a finding, an account."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from housingdesk.access.desk import Desk
from housingdesk.bank.queries.our_accounts import last_statement
from housingdesk.benefits.actions import claims as actions
from housingdesk.benefits.actions.uc_cards import portal_asked
from housingdesk.benefits.models import GapFinding, UcCard
from housingdesk.benefits.queries.awards import awards_of
from housingdesk.benefits.queries.claims import claim
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.lanes import Lane
from housingdesk.benefits.rules.words import ClaimKind, ClaimState, GapClass
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.rent.queries.accounts import accounts_of
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.sealing import Line
from housingdesk.rent.rules.words import ChargeCode, EntryKind, Frequency, Payer
from housingdesk.tenancies.queries.agreements import holders
from housingdesk.tenancies.rules import BenefitRoute, StartDraft, TenancyKind
from housingdesk.ui.benefits.board_page import BenefitsPage
from housingdesk.ui.hub.account_page import AccountPage
from housingdesk.ui.kit.keys import clashes
from housingdesk.ui.kit.qt_desk import QtDesk
from tests.support.banking import bring_in, line, make_bank
from tests.support.desk import MONDAY
from tests.support.files import post_lines
from tests.support.lettings import make_home, make_person, make_tenancy
from tests.ui.support import page_faults
from tests.ui.support.driving import goes, press, show, type_text
from tests.ui.support.page import settle

DAY = timedelta(1)
START = MONDAY - 84 * DAY
CHARGE = ChargeDraft(ChargeCode.RENT, "Rent", 11240, (ShareDraft(Payer.HB, 10080), ShareDraft(Payer.TENANT, None)))


def start_claim(desk: Desk, tenancy: int, kind: ClaimKind, on: int) -> int:
    [holder, *_] = desk.ask(holders, tenancy_ids=[tenancy])
    counts_from = MONDAY - on * DAY
    draft = ClaimDraft(kind, counts_from, tenancy, holder.person_id, evidence=(), expected_pence=10080, sent_on=counts_from)
    return int(desk.do(actions.start_claim, draft=draft).value)


@pytest.fixture
def account(sqlite_desk: Desk) -> int:
    """A claim in payment that came short, one that waits since 20 days, and one whose rent the portal asks for; the first's."""
    begun = StartDraft(TenancyKind.ASSURED, (make_person(sqlite_desk),), make_home(sqlite_desk), START,
                       route=BenefitRoute.HB_EXEMPT)
    tenancy = int(sqlite_desk.do(start_letting, draft=LettingDraft(begun, Frequency.WEEKLY, (CHARGE,))).value)
    [main] = sqlite_desk.ask(accounts_of, tenancy_id=tenancy)
    paid = start_claim(sqlite_desk, tenancy, ClaimKind.HB_SUPPORTED, 84)
    version = sqlite_desk.ask(claim, claim_id=paid).version
    sqlite_desk.do(actions.decide_claim, claim_id=paid, version=version, on=START, weekly_pence=10080, to_landlord=True)
    for number, pence in enumerate((40320, 30000)):
        first = START + number * 28 * DAY
        line = Line(main.id, EntryKind.RECEIPT, None, Payer.HB, first + 28 * DAY, -pence, first, first + 28 * DAY, "Benefit")
        sqlite_desk.do(post_lines, key=f"paid {number}", lines=[line])
    start_claim(sqlite_desk, make_tenancy(sqlite_desk, "Beth Lee"), ClaimKind.HB, 20)
    uc = start_claim(sqlite_desk, make_tenancy(sqlite_desk, "Cy Dean"), ClaimKind.UC, 5)
    sqlite_desk.do(portal_asked, claim_id=uc, version=0, on=MONDAY - DAY)
    return int(main.id)


@pytest.fixture
def page(qtbot: QtBot, qt_desk: QtDesk, account: int) -> BenefitsPage:
    """The board."""
    assert account
    return show(qtbot, BenefitsPage(qt_desk))


def people(page: BenefitsPage) -> list[str]:
    settle(page)
    return [row.person for row in page.model.rows()]


def said(page: BenefitsPage | AccountPage) -> str:
    settle(page)
    return "\n".join(part.text() for part in page.findChildren(QLabel) if part.isVisible())


def test_each_lane_has_its_people_and_letters_narrow_them(page: BenefitsPage) -> None:
    assert page.lanes.key() == Lane.WAITING and people(page) == ["Beth Lee"]
    assert "3 wait" in said(page) and "ask for a payment on account" in said(page)
    press(page, "Alt+4")
    assert people(page) == [] and "No claim is in payment." in said(page)
    press(page, "Ctrl+F")
    type_text(page, "cy d")
    assert page.lanes.tabText(list(Lane).index(Lane.VERIFY)).endswith("1")
    assert page.lanes.tabText(list(Lane).index(Lane.WAITING)).endswith("0")
    assert page.escape() and not page.escape()
    page.lanes.choose(Lane.WAITING)
    assert people(page) == ["Beth Lee"]


def test_the_next_variance_is_found_across_the_lanes_with_its_ruler(page: BenefitsPage, sqlite_desk: Desk) -> None:
    press(page, "]")
    settle(page)
    assert page.lanes.key() in (Lane.SHORT, Lane.STOPPED) and people(page) == ["Amina Khan"]
    assert page._part is not None
    ruler = page._part.rulers[0]
    assert "Arrow keys read one period" in ruler.accessibleDescription() and "missing" in said(page)
    ruler.setFocus()
    press(page, "Home")
    assert ruler.place() == 0
    press(page, "Right", "Right", "Left")
    assert ruler.place() == 1
    press(page, "]")
    row = ruler.current()
    assert row is not None and row.variance
    press(page, "F")
    assert page.question is not None
    page.question.form.set_values(found=GapClass.TO_TENANT, said="Paid to her by mistake")
    press(page, "Ctrl+Enter")
    with sqlite_desk.store.connected():
        kept = GapFinding.get()
    assert row.due is not None
    assert (kept.found, kept.said, kept.due_on) == (GapClass.TO_TENANT, "Paid to her by mistake", row.due.due_on)


def test_an_award_and_a_verified_rent_by_one_key_each(page: BenefitsPage, sqlite_desk: Desk) -> None:
    press(page, "W")
    assert "Record award" in said(page)
    press(page, "Ctrl+Enter")
    row = next(one.row for one in page._all if one.row.person == "Beth Lee")
    assert row.claim_id is not None
    settle(page)
    assert sqlite_desk.ask(claim, claim_id=row.claim_id).state is ClaimState.DECIDED
    assert [one.pence for one in sqlite_desk.ask(awards_of, claim_id=row.claim_id)] == [10080]
    page.lanes.choose(Lane.VERIFY)
    page.table.setFocus()
    assert people(page) == ["Cy Dean"]
    press(page, "V")
    settle(page)
    with sqlite_desk.store.connected():
        assert UcCard.get().portal_answered_on == MONDAY
    assert people(page) == [] and "No office asks us to confirm a rent." in said(page)


def test_the_keys_lead_where_they_say_and_nothing_is_clipped(qtbot: QtBot, page: BenefitsPage) -> None:
    gone = goes(page)
    press(page, "Enter", "B", "Alt+O", "Alt+F", "Alt+S", "Alt+B")
    assert [go.place for go in gone] == ["claim", "schedules", "benefits_overdue", "offices", "shortfalls", "advice"]
    assert not clashes(page.keys) and page.bookmark()["lane"] == Lane.WAITING
    assert not page_faults(qtbot, page)


def test_a_rent_account_turns_to_what_was_expected_and_paid(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk,
                                                            account: int) -> None:
    page = AccountPage(qt_desk)
    page.open(account_id=account)
    show(qtbot, page)
    assert not page.turn.isHidden()
    press(page, "Alt+B")
    settle(page)
    assert page.expected is not None and page.expected.isVisible() and "missing in all" in said(page)
    varying = page.expected.current()
    assert varying is not None and varying.row.variance
    press(page, "[")
    press(page, "F", "Ctrl+Enter")
    with sqlite_desk.store.connected():
        assert GapFinding.select().count() == 1
    assert not clashes(page.keys) and not page_faults(qtbot, page)
    press(page, "Alt+B")
    assert page.panel.isVisible()
    qt_desk.privacy.turn_on()
    page.show_private()
    assert not page.is_valid("turn_to_expected")


def test_the_board_says_up_to_when_the_bank_is_known(qtbot: QtBot, qt_desk: QtDesk, sqlite_desk: Desk, account: int) -> None:
    make_bank(sqlite_desk)
    bring_in(sqlite_desk, [line(5_000, "RENT", "A KHAN", on=MONDAY - 10 * DAY)], 100_000)
    page = show(qtbot, BenefitsPage(qt_desk))
    assert account and "The last statement ends on 13 November 2026: what came since is not known yet" in said(page)
    assert sqlite_desk.ask(last_statement, on=MONDAY - 6 * DAY) is None
