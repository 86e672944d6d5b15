"""Letters are written in the association's own words from the day these are in use, and say which version they were."""

from housingdesk.access.desk import Desk
from housingdesk.access.rules import Role
from housingdesk.mailings.queries import runs, single
from housingdesk.mailings.queries.single import LetterDraft
from tests.letters.test_letter_templates import somebody, use, write
from tests.mailings.test_letter_runs import behind, make_office, proposed
from tests.support.desk import MONDAY, Clock
from tests.support.letters import printed

OURS = "We would like to hear from you about your {charge}."


def test_runs_and_single_letters_use_the_wording_of_the_day(desk: Desk, clock: Clock) -> None:
    make_office(desk)
    account = behind(desk)
    [row] = proposed(desk, account)
    [before] = desk.ask(runs.draw, chosen=[row], on=MONDAY, signed_by="Ann Brown")
    use(desk, somebody(desk, "Bo Lund", Role.COORDINATOR), write(desk, OURS), MONDAY)
    [after] = desk.ask(runs.draw, chosen=[row], on=MONDAY, signed_by="Ann Brown")
    assert before.pdf is not None and after.pdf is not None
    assert "We would like to hear from you about your rent." in printed(after.pdf)[0]
    assert "We would like to hear" not in printed(before.pdf)[0]
    assert before.template_version != after.template_version, "each letter says which wording it was made from"
    draft = LetterDraft(row.tenancy_id, "arrears-1", row.person_id)
    made = desk.ask(single.look, draft=draft, on=MONDAY, signed_by="Ann Brown")
    assert (made.template_version, made.held_because) == (after.template_version, None)
