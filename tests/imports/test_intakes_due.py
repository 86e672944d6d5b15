"""An association without a home is offered to bring its data in, and an intake begun is gone on with."""

from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.imports.actions.preparing import start_intake
from housingdesk.imports.queries.due import cards
from housingdesk.properties.actions.spaces import add_space
from housingdesk.properties.rules import SpaceDraft, SpaceKind
from tests.support.desk import MONDAY


def test_today_offers_it_until_a_home_is_kept(sqlite_desk: Desk) -> None:
    [card] = sqlite_desk.ask(cards, on=MONDAY)
    assert (card.place, card.verb) == ("intakes", "Begin")
    number = sqlite_desk.do(start_intake, name="Old system", balances_on=date(2026, 11, 22)).value
    [card] = sqlite_desk.ask(cards, on=MONDAY)
    assert (card.place, card.facts) == ("intake", (("intake_id", number),))


def test_whoever_has_homes_is_not_asked(sqlite_desk: Desk) -> None:
    sqlite_desk.do(add_space, draft=SpaceDraft(SpaceKind.HOUSE, "4 Dale Road", street="4 Dale Road", town="Otley",
                                               postcode="ZZ1 1AA"), let=True)
    assert sqlite_desk.ask(cards, on=MONDAY) == []
