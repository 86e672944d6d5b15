"""A sign-up with its answers and its pack, and a signature as a hand draws it."""

from datetime import date

from housingdesk.access.desk import Desk
from housingdesk.lettings.actions.papers import SignatureDraft, make_pack, sign_paper
from housingdesk.lettings.actions.signup import answer, begin_sign_up
from housingdesk.lettings.queries.papers import PaperRow, pack_of
from housingdesk.lettings.rules.papers.strokes import Point, Stroke
from housingdesk.lettings.rules.words import Flow
from housingdesk.properties.rules import SpaceKind
from housingdesk.settings.actions import set_value
from housingdesk.settings.queries import value
from housingdesk.tenancies.rules import TenancyKind
from tests.support.desk import MONDAY
from tests.support.lettings import make_home

ANSWERS = {"people": "1", "name_1": "Amina Khan", "born_on_1": "1988-03-14", "starts_on": "2026-11-30", "frequency": "weekly",
           "charge_rent": "9840", "charge_service": "650", "charge_personal": "750", "benefit": "1", "benefit_covers": "10490",
           "to_landlord": "yes", "pays_how": "direct debit", "understood": "yes", "keys_given": "2", "keys_what": "front door"}
HAND: tuple[Stroke, ...] = (tuple(Point(0.1 + n * 0.02, 0.5 + (n % 5) * 0.06, n * 12, 0.5) for n in range(30)),
                            (Point(0.2, 0.9, 500, 0.7), Point(0.8, 0.85, 640, 0.4)))


def name_office(desk: Desk) -> None:
    """The association that the papers come from."""
    if desk.ask(value, key="org.name", on=MONDAY):
        return
    for key, said in (("org.name", "Dale Vale Homes"), ("org.address", ("2 Mill Lane", "Dalebrook", "ZZ9 9ZZ")),
                       ("org.phone", "01632 960 118")):
        desk.do(set_value, key=key, value=said, valid_from=date(2020, 1, 6), source="test")


def signing(desk: Desk, kind: TenancyKind = TenancyKind.ASSURED, **answers: str) -> int:
    """A sign-up whose answers are enough for every paper; returns its id."""
    name_office(desk)
    garage = kind is TenancyKind.CONTRACT
    home = make_home(desk, SpaceKind.GARAGE if garage else SpaceKind.HOUSE)
    sign_up = int(desk.do(begin_sign_up, space_id=home, kind=kind, flow=Flow.NON_RESIDENTIAL if garage else Flow.HOME).value)
    told = {**ANSWERS, **answers}
    for key, said in told.items():
        if said:
            desk.do(answer, sign_up_id=sign_up, key=key, value=said)
    return sign_up


def packed(desk: Desk, kind: TenancyKind = TenancyKind.ASSURED, **answers: str) -> tuple[int, dict[str, PaperRow]]:
    """The same with its pack made; its papers by key."""
    sign_up = signing(desk, kind, **answers)
    desk.do(make_pack, sign_up_id=sign_up)
    return sign_up, papers(desk, sign_up)


def papers(desk: Desk, sign_up: int) -> dict[str, PaperRow]:
    """The papers of a sign-up by key."""
    return {row.key: row for row in desk.ask(pack_of, sign_up_id=sign_up, on=MONDAY)}


def sign_all(desk: Desk, paper: PaperRow) -> None:
    """Everybody whose place is on a paper signs it on the screen."""
    for one in paper.signers:
        desk.do(sign_paper, paper_id=paper.id, draft=SignatureDraft(one.number, HAND, "Ann Brown", True))
