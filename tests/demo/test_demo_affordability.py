"""The made-up checks of affordability: kept as the screen keeps them, and not for everybody."""

from housingdesk.access.desk import Desk
from housingdesk.demo.affordability_days import AffordabilityDays
from housingdesk.lettings.actions.applicants import add_applicant
from housingdesk.lettings.actions.signup.answers import answer_applicant
from housingdesk.lettings.models import Applicant
from housingdesk.lettings.queries.affordability import newest
from housingdesk.lettings.rules.applicants import ApplicantDraft
from housingdesk.lettings.rules.words import ApplicantState, Source
from tests.support.desk import MONDAY


def test_most_who_are_being_assessed_have_a_check(sqlite_desk: Desk) -> None:
    ids = []
    for name in ("Amina Khan", "Omar Hall", "Joy Smith", "Lee Ward", "Ann Moss"):
        made = int(sqlite_desk.do(add_applicant, draft=ApplicantDraft(name, Source.DIRECT, MONDAY)).value)
        sqlite_desk.do(answer_applicant, applicant_id=made, key="born_on_1", value="1990-01-01")
        ids.append(made)
    with sqlite_desk.store.connected():
        Applicant.update(state=ApplicantState.READY).where(Applicant.id.in_(ids[1:])).execute()
    days = AffordabilityDays(sqlite_desk.store, sqlite_desk.who)
    assert days.fill(MONDAY) == 3 and days.fill(MONDAY) == 0
    rows = [sqlite_desk.ask(newest, applicant_id=one) for one in ids]
    assert sum(row is not None for row in rows) == 3 and rows[0] is None
    assert len({row.verdict for row in rows if row is not None}) == 3
