"""The papers of the made-up association's sign-ups: one pack signed on the screen, one waiting, the same each time."""

from housingdesk.access.act import Who
from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.demo.actions.homes import write_councils
from housingdesk.demo.paper_days import PaperDays, signature
from housingdesk.demo.sign_up_days import SignUpDays
from housingdesk.lettings.models import PackPaper
from housingdesk.lettings.queries.papers import to_seal, verify_paper
from housingdesk.lettings.rules.papers.strokes import signature_problem
from housingdesk.lettings.rules.words import PaperState
from housingdesk.properties.actions.offices import add_agent
from housingdesk.properties.rules import OfficeDraft
from tests.support.desk import MONDAY
from tests.support.papers import name_office


def test_one_is_signed_on_the_screen_and_one_waits_for_the_copy(sqlite_desk: Desk) -> None:
    name_office(sqlite_desk)
    sqlite_desk.do(write_councils)
    sqlite_desk.do(add_agent, draft=OfficeDraft("Brightwater Support", role="support provider"))
    who = Who(None, "Anita Bell", "AB", str(Role.ADMINISTRATOR))
    SignUpDays(sqlite_desk.store, who, who).fill(MONDAY)
    made = PaperDays(sqlite_desk.store, who).fill(MONDAY)
    states = sqlite_desk.ask(lambda: [row.state for row in PackPaper.select().where(PackPaper.key == "agreement")])
    assert made == len(states) >= 3
    assert states.count(PaperState.SIGNED) == 1 and PaperState.WAITING in states
    (signed,) = sqlite_desk.ask(to_seal)
    assert sqlite_desk.ask(verify_paper, paper_id=signed).ok


def test_a_made_up_hand_is_a_signature_and_always_the_same() -> None:
    assert signature_problem(signature("Hodan Osman")) == ""
    assert signature("Hodan Osman") == signature("Hodan Osman") != signature("Joan Bell")
