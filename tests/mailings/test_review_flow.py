"""A whole rent review in an office of two: made, changed, approved by the other, told, carried out, debited, corrected."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk, Outcome
from housingdesk.access.models import User
from housingdesk.access.rules import Role
from housingdesk.benefits.actions.claims import start_claim
from housingdesk.benefits.queries.new_rents import NEW_RENT_HEADS, cells, new_rents
from housingdesk.benefits.rules.claims import ClaimDraft
from housingdesk.benefits.rules.words import ClaimKind
from housingdesk.errors import Refused
from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.mailings.queries.rent_review import draw, told
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import RentType, SpaceDraft, SpaceKind
from housingdesk.rent.actions.backdating import correct_charge
from housingdesk.rent.actions.costs import keep_head, set_budget
from housingdesk.rent.actions.debit import reverse_debit, run_debit
from housingdesk.rent.actions.review import carrying, making
from housingdesk.rent.models import Account, ChargeLine, Entry
from housingdesk.rent.queries.review import rows
from housingdesk.rent.queries.verify import verify
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.service_costs import BudgetDraft, HeadDraft
from housingdesk.rent.rules.words import ChargeCode, Frequency, Payer, ReviewException
from housingdesk.reports.export import Sheet, as_csv
from housingdesk.settings.actions import set_value
from housingdesk.tenancies.rules import StartDraft, TenancyKind
from tests.support.desk import MONDAY, Clock
from tests.support.homes import add_people, build_town
from tests.support.letters import printed
from tests.support.office_town import name_association

APRIL, WEEK = date(2027, 4, 5), timedelta(weeks=1)
SUMMER = date(2026, 7, 6)


class Street:
    """Five households and a garage: Housing Benefit, Universal Credit, a joint tenancy, one by the month, one by the night."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.desk, self.clock = desk, clock
        name_association(desk)
        self.town = build_town(desk)
        self.people = add_people(desk, "Amina Khan", "Ben Okafor", "Cara Lewis", "Dee Marsh", "Eve Stone", "Fay Wood")
        khan, okafor, lewis, marsh, stone, wood = self.people
        served = (ChargeDraft(ChargeCode.RENT, "Rent", 18_000, (ShareDraft(Payer.HB, None), ShareDraft(Payer.TENANT, 1_000))),
                  ChargeDraft(ChargeCode.ELIGIBLE_SERVICE, "Cleaning", 1_000, (ShareDraft(Payer.HB, None),)),
                  ChargeDraft(ChargeCode.INELIGIBLE_SERVICE, "Heating of the room", 1_500))
        self.licence = self._let(TenancyKind.LICENCE_EXCLUDED, (khan,), self.town.rooms[0], served)
        desk.do(start_claim, draft=ClaimDraft(ClaimKind.HB_SUPPORTED, MONDAY, self.licence, khan, council_id=self.town.council,
                                              reference="HB1", sent_on=MONDAY, to_landlord=True))
        self.assured = self._let(TenancyKind.ASSURED, (okafor,), self.town.home,
                                 (ChargeDraft(ChargeCode.RENT, "Rent", 11_240),))
        desk.do(start_claim, draft=ClaimDraft(ClaimKind.UC, MONDAY, self.assured, okafor, reference="UC1", sent_on=MONDAY))
        self.joint = self._let(TenancyKind.ASSURED, (lewis, marsh), self._home("16", RentType.AFFORDABLE),
                               (ChargeDraft(ChargeCode.RENT, "Rent", 60_000),), Frequency.MONTHLY)
        self.nights = self._let(TenancyKind.LICENCE_EXCLUDED, (stone,), self.town.rooms[1],
                                (ChargeDraft(ChargeCode.RENT, "Rent", 3_333),), Frequency.NIGHTLY)
        self.market = self._let(TenancyKind.MARKET, (wood,), self._home("18", RentType.MARKET),
                                (ChargeDraft(ChargeCode.RENT, "Rent", 25_000),))
        self.garage = self._let(TenancyKind.CONTRACT, (okafor,), self.town.garage,
                                (ChargeDraft(ChargeCode.GARAGE, "Garage", 1_055),), vat=True)

    def _home(self, number: str, kind: RentType) -> int:
        draft = SpaceDraft(SpaceKind.HOUSE, number, self.town.scheme, street=f"{number} Dale Road", town="Dalebrook",
                           postcode="ZZ9 9ZZ", bedrooms=2, rent_type=kind)
        return int(self.desk.do(add_space, let=True, draft=draft).value)

    def _let(self, kind: TenancyKind, people: tuple[int, ...], space: int, charges: tuple[ChargeDraft, ...],
             frequency: Frequency = Frequency.WEEKLY, *, vat: bool = False) -> int:
        start = MONDAY if frequency is not Frequency.MONTHLY else date(2026, 12, 1)
        draft = LettingDraft(StartDraft(kind, people, space, start), frequency, charges, vat=vat)
        return int(self.desk.do(start_letting, draft=draft).value)

    def account(self, tenancy: int) -> int:
        with self.desk.store.connected():
            return int(Account.get(Account.tenancy == tenancy).id)

    def line(self, tenancy: int, code: ChargeCode = ChargeCode.RENT) -> ChargeLine:
        with self.desk.store.connected():
            found: ChargeLine = ChargeLine.select().join(Account).where(
                (Account.tenancy == tenancy) & (ChargeLine.code == code)).order_by(ChargeLine.id.desc()).first()
        return found


def other_seat(desk: Desk, clock: Clock) -> Desk:
    """Somebody else at the same database."""
    with desk.store.connected():
        user = User.create(name="Bob Green", initials="BG", login="bob", role=Role.ADMINISTRATOR)
    return type(desk)(desk.store, Who(user.id, user.name, user.initials, str(user.role)), clock)


@pytest.fixture
def street(desk: Desk, clock: Clock) -> Street:
    return ready(desk, clock)


def ready(desk: Desk, clock: Clock) -> Street:
    """The street with all that a review of next April needs."""
    made = Street(desk, clock)
    for of in ("social", "affordable", "supported", "fair", "formula"):
        desk.do(set_value, key=f"review.limit.{of}", value=480, valid_from=date(2027, 4, 1), source="ONS")
    desk.do(set_value, key="review.limit.garage", value=500, valid_from=MONDAY)
    desk.do(set_value, key="review.limit.outside", value=300, valid_from=MONDAY)
    head = desk.do(keep_head, draft=HeadDraft(made.town.scheme, "Cleaning")).value
    desk.do(set_budget, head_id=head, year_from=APRIL, draft=BudgetDraft(52 * 6_600))
    return made


def by_name(desk: Desk, review: int) -> dict[tuple[str, str], rows.ReviewLine]:
    return {(one.name, one.description): one for one in desk.ask(rows.review_lines, review_id=review)}


def take_back(desk: Desk, outcome: Outcome) -> None:
    assert outcome.take_back is not None
    desk.do(outcome.take_back.action, **outcome.take_back.facts)


def debited(desk: Desk, account: int, since: date) -> list[tuple[date, int]]:
    with desk.store.connected():
        found: Any = Entry.select(Entry.effective_on, Entry.pence).where(
            (Entry.account == account) & (Entry.effective_on >= since)).order_by(Entry.id).tuples()
        return list(found)


def test_from_the_dry_run_to_the_first_debit_and_a_correction_after_it(street: Street, desk: Desk, clock: Clock) -> None:
    other = other_seat(desk, clock)
    review = int(desk.do(making.make_review, starts_on=APRIL).value)
    found = by_name(desk, review)
    khan, okafor, joint = "Amina Khan", "Ben Okafor", "Cara Lewis and Dee Marsh"
    assert {key: one.new for key, one in found.items() if key[1] != "Cleaning"} == {
        (khan, "Rent"): 18_864, (khan, "Heating of the room"): 1_500, (okafor, "Rent"): 11_779, (joint, "Rent"): 58_114,
        ("Eve Stone", "Rent"): 3_492, ("Fay Wood", "Rent"): 25_750, (okafor, "Garage"): 1_107, (okafor, "VAT on garage"): 221}
    assert {found[name, "Cleaning"].new for name in (khan, okafor)} == {1_100} and found[joint, "Cleaning"].new == 4_766
    assert found[joint, "Rent"].exception is ReviewException.SERVICES and "may be £628.80" in found[joint, "Rent"].why
    wood = found["Fay Wood", "Rent"]
    assert (wood.out, wood.exception) == (True, ReviewException.FORM_4)

    # Changed by hand, never past a limit; the VAT of the garage follows.
    garage = found[okafor, "Garage"]
    before = by_name(desk, review)
    lowered = desk.do(making.change_row, row_id=garage.id, pence=1_070, why="As its contract says")
    assert by_name(desk, review)[okafor, "VAT on garage"].new == 214
    take_back(desk, lowered)
    assert by_name(desk, review) == before
    out = desk.do(making.take_out, row_id=garage.id, why="Let until May only")
    assert by_name(desk, review)[okafor, "VAT on garage"].new == 211
    take_back(desk, out)
    kept_high = desk.do(making.take_out, row_id=found[joint, "Rent"].id, why="The board wants it so")
    with pytest.raises(Refused, match=r"Dee Marsh: affordable rent with its services would be £647\.66\. At most £628"):
        other.do(making.approve_review, review_id=review)
    take_back(desk, kept_high)

    # Approved by the other, told, carried out.
    with pytest.raises(Refused, match="somebody else approves it"):
        desk.do(making.approve_review, review_id=review)
    other.do(making.approve_review, review_id=review)
    with pytest.raises(Refused, match="only a dry run can be changed"):
        desk.do(making.take_out, row_id=garage.id, why="Too late for this")
    clock.to(date(2027, 3, 1))
    other.do(run_debit, week=date(2027, 3, 1))
    desk.do(carrying.carry_out, review_id=review)
    assert desk.ask(verify) == []

    # Taken back before its first debit and carried out again; the debit of April charges it.
    other.do(carrying.take_back_review, review_id=review)
    other.do(carrying.carry_out, review_id=review)
    clock.to(APRIL)
    other.do(run_debit, week=APRIL)
    accounts = {one: street.account(tenancy) for one, tenancy in (
        (khan, street.licence), (okafor, street.assured), (joint, street.joint), ("Eve Stone", street.nights),
        ("Fay Wood", street.market), ("garage", street.garage))}
    charged = {one: sum(pence for _, pence in debited(desk, account, date(2027, 4, 1))) for one, account in accounts.items()}
    assert charged == {khan: 18_864 + 1_100 + 1_500, okafor: 11_779 + 1_100, joint: 58_114 + 4_766,
                       "Eve Stone": (3_492 + 157) * 7, "Fay Wood": 25_000, "garage": 1_107 + 221}
    with pytest.raises(Refused, match="with the new charge"):
        desk.do(carrying.take_back_review, review_id=review)

    # A correction backwards after it.
    desk.do(correct_charge, line_id=street.line(street.assured).id, pence=11_500, start=APRIL, reason="Agreed too late")
    assert sum(pence for _, pence in debited(desk, accounts[okafor], APRIL)) == 11_500 + 1_100
    assert desk.ask(verify) == []


def approved(desk: Desk) -> int:
    desk.do(set_value, key="review.two_people", value=False)
    review = int(desk.do(making.make_review, starts_on=APRIL).value)
    desk.do(making.approve_review, review_id=review)
    return review


def test_taken_back_only_once_the_debit_is_taken_back(street: Street, desk: Desk, clock: Clock) -> None:
    review = approved(desk)
    desk.do(carrying.carry_out, review_id=review)
    clock.to(date(2027, 3, 29))
    desk.do(run_debit, week=date(2027, 3, 22))
    first = desk.do(run_debit, week=date(2027, 3, 29))
    with pytest.raises(Refused, match="Cara Lewis and Dee Marsh is debited up to 30 April 2027 already"):
        desk.do(carrying.take_back_review, review_id=review)
    desk.do(reverse_debit, batch_id=first.value, reason="The review was wrong")
    desk.do(carrying.take_back_review, review_id=review)
    assert street.line(street.assured).pence == 11_240 and desk.ask(verify) == []
    desk.do(run_debit, week=date(2027, 3, 29))
    with pytest.raises(Refused, match="1 account is debited past the day already, first Cara Lewis and Dee Marsh"):
        desk.do(carrying.carry_out, review_id=review)


def test_each_household_is_told_what_it_needs_to_know(sqlite_desk: Desk, clock: Clock) -> None:
    desk, made = sqlite_desk, ready(sqlite_desk, clock)
    review = approved(desk)
    text: dict[int, list[str]] = {}
    for letter in desk.ask(draw, review_id=review, on=MONDAY, signed_by="A Brown"):
        assert letter.pdf is not None, letter.held_because
        text.setdefault(letter.subject.id, []).append(" ".join(printed(letter.pdf)))
    assert set(text) == {made.licence, made.assured, made.joint, made.nights, made.garage}
    assert [len(text[one]) for one in (made.licence, made.joint)] == [1, 2]
    said = {one: letters[0] for one, letters in text.items()}
    assert "Cleaning £10.00 now, £11.00 from 5 April 2027" in said[made.licence]
    assert "Heating of the room £15.00, as it is" in said[made.licence] and "£199.64 a week is for things" in said[made.licence]
    assert "We tell Dalebrook Borough Council" in said[made.licence] and "Universal Credit." not in said[made.licence]
    assert "Cleaning new: £11.00 from 5 April 2027" in said[made.assured]
    assert "Say that you now pay £128.79 a week for your home" in said[made.assured]
    assert "it will be £628.80 a month" in said[made.joint] and "£255.43 a week" in said[made.nights]
    assert "Your charge changes" in said[made.garage] and "as your agreement says" in said[made.garage]
    assert "VAT on garage £2.11 now, £2.21" in said[made.garage] and "tenancy" not in said[made.garage]


def test_the_council_has_the_new_rents_in_a_file(sqlite_desk: Desk, clock: Clock) -> None:
    desk, made = sqlite_desk, ready(sqlite_desk, clock)
    stone = made.people[4]
    desk.do(start_claim, draft=ClaimDraft(ClaimKind.HB_SUPPORTED, MONDAY, made.nights, stone, council_id=made.town.council,
                                          reference="HB2", sent_on=MONDAY, to_landlord=True))
    desk.do(carrying.carry_out, review_id=approved(desk))
    rents = desk.ask(new_rents, council_id=made.town.council, start=APRIL)
    table = as_csv(Sheet("New rents", NEW_RENT_HEADS, [cells(one) for one in rents])).decode("utf-8-sig")
    assert [[row[0], row[1], *row[4:]] for row in csv.reader(io.StringIO(table))][1:] == [
        ["Amina Khan", "HB1", "205.00", "214.64", "190.00", "199.64"],
        ["Eve Stone", "HB2", "233.31", "255.43", "233.31", "255.43"]]


def test_whose_form_4_is_served_is_taken_in_and_has_no_second_notice(sqlite_desk: Desk, clock: Clock) -> None:
    desk = sqlite_desk
    ready(desk, clock)
    desk.do(set_value, key="review.two_people", value=False)
    review = int(desk.do(making.make_review, starts_on=APRIL).value)
    row = by_name(desk, review)["Fay Wood", "Rent"]
    desk.do(making.change_row, row_id=row.id, pence=25_500, why="As Form 4A of 1 February says")
    desk.do(making.make_review, starts_on=APRIL, review_id=review)
    again = by_name(desk, review)["Fay Wood", "Rent"]
    assert (again.new, again.out, again.exception) == (25_500, False, ReviewException.FORM_4)
    desk.do(making.approve_review, review_id=review)
    why = {one.name: one.why_not for one in desk.ask(told, review_id=review, on=MONDAY)}
    assert why["Fay Wood"] == "Form 4 is the notice of it" and why["Amina Khan"] == ""
