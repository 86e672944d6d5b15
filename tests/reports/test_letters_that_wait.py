"""Today says plainly which letters wait, for what, and goes to the tab where they stand."""

from dataclasses import replace

from housingdesk.access.desk import Desk
from housingdesk.letters import actions
from housingdesk.letters.rules.states import Way
from housingdesk.reports.queries.due import due
from tests.support.desk import MONDAY
from tests.support.queue_letters import a_letter, ids_of


def waits(desk: Desk) -> dict[str, tuple[str, dict[str, object]]]:
    """The cards about letters: where each leads."""
    return {card.text: (card.place, dict(card.facts)) for card in desk.ask(due, on=MONDAY).cards}


def test_every_kind_of_letter_that_waits_has_its_card(desk: Desk) -> None:
    assert waits(desk) == {}
    ids = ids_of(desk, [*(a_letter(number) for number in range(1, 9)), replace(a_letter(9), way=Way.EMAIL, body="Ring us.")])
    desk.do(actions.mark_printed, letter_ids=ids[:3])
    desk.do(actions.start_printing, letter_ids=ids[3:5])
    desk.do(actions.keep_back, letter_ids=ids[5:6])
    assert waits(desk) == {
        "Print 2 letters": ("letters", {"tab": "ready"}), "Send 1 letter by e-mail": ("letters", {"tab": "email"}),
        "Post 3 letters already printed": ("letters", {"tab": "printed"}),
        "Say which of 2 letters came out": ("letters", {"tab": "ready"}),
        "Take up or withdraw 1 letter": ("letters", {"tab": "ready"})}


def test_what_goes_by_hand_leads_to_the_rounds(desk: Desk) -> None:
    ids = ids_of(desk, [a_letter(1)])
    desk.do(actions.change_way, letter_ids=ids, way=Way.HAND)
    desk.do(actions.mark_printed, letter_ids=ids)
    assert waits(desk) == {"Carry 1 letter to the doors": ("rounds", {})}


def test_a_letter_that_came_back_is_on_today_until_somebody_has_dealt_with_it(desk: Desk) -> None:
    [letter] = ids_of(desk, [a_letter(1)])
    desk.do(actions.mark_posted, letter_ids=[letter], on=MONDAY)
    desk.do(actions.came_back, letter_ids=[letter], why="gone away")
    assert waits(desk) == {"Letter to Person 1 came back: gone away. Find out where their post should go":
                           ("tenancy", {"tenancy_id": 1})}
