"""What is next for what somebody left behind: each rung of the ladder with its reason; pure rules."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from housingdesk.arrears.rules.former import Known, Policy, Stage, Step, next_problems, next_step
from housingdesk.arrears.rules.words import FormerStepKind as Kind
from housingdesk.rent.rules.words import WriteOffReason
from housingdesk.rent.rules.writing_off import limitation

ON = date(2026, 11, 23)
LEFT = date(2026, 9, 6)
POLICY = Policy(28, 20_000, 2_500, 72)
DEBT = Known(30_000, LEFT, None, ())
CREDIT = Known(-6_000, LEFT, None, ())


def debt(*steps: Step, **more: Any) -> Known:
    return replace(DEBT, steps=steps, **more)


@pytest.mark.parametrize(("known", "stage", "what"), [
    (debt(), Stage.STATEMENT, "Final statement, first letter"),
    (debt(letter=("former-1", date(2026, 9, 21))), Stage.LETTERS, "Second letter"),
    (debt(Step(Kind.STATEMENT, date(2026, 9, 21))), Stage.LETTERS, "Second letter"),
    (debt(letter=("former-2", date(2026, 10, 19))), Stage.TRACING, "Look for their address"),
    (debt(Step(Kind.TRACE, date(2026, 11, 2)), letter=("former-2", date(2026, 10, 5))), Stage.TRACING,
     "Say whether they were found"),
    (debt(Step(Kind.UNTRACED, date(2026, 11, 9)), letter=("former-2", date(2026, 10, 5))), Stage.WRITE_OFF,
     "Propose a write-off"),
    (debt(Step(Kind.TRACED, date(2026, 11, 9)), letter=("former-2", date(2026, 10, 5))), Stage.LETTERS,
     "Write to the address found"),
    (debt(Step(Kind.TRACED, date(2026, 9, 9)), letter=("former-2", date(2026, 10, 5))), Stage.AGENCY,
     "Pass it to a collection agency"),
    (debt(Step(Kind.TRACED, date(2026, 9, 9)), letter=("former-2", date(2026, 10, 5)), pence=19_999), Stage.WRITE_OFF,
     "Propose a write-off"),
    (debt(Step(Kind.AGENCY, date(2026, 6, 9)), letter=("former-2", date(2026, 5, 5))), Stage.AGENCY, "Ask the agency"),
    (debt(Step(Kind.ARRANGEMENT, date(2026, 9, 9)), paid_on=date(2026, 11, 20)), Stage.ARRANGED, "Let them pay"),
    (debt(Step(Kind.ARRANGEMENT, date(2026, 9, 9)), paid_on=date(2026, 10, 2)), Stage.ARRANGED, "Ring about the arrangement"),
    (debt(letter=("former-arrangement", date(2026, 11, 2))), Stage.ARRANGED, "Let them pay"),
    (debt(Step(Kind.INSOLVENCY, date(2026, 10, 1))), Stage.WRITE_OFF, "Propose a write-off"),
    (debt(died_on=date(2026, 9, 1)), Stage.ESTATE, "Claim on the estate"),
    (debt(Step(Kind.ESTATE, date(2026, 2, 2)), died_on=date(2026, 1, 5)), Stage.WRITE_OFF, "Propose a write-off"),
    (debt(letter=("former-1", date(2026, 10, 5)), pence=2_499), Stage.WRITE_OFF, "Propose a write-off"),
    (debt(asked=True), Stage.ASKED, "Somebody else decides the write-off"),
    (debt(stopped="A breathing space until 4 January 2027"), Stage.STOPPED, "Do nothing while this holds"),
    (debt(Step(Kind.CALL, date(2026, 11, 20), date(2026, 12, 4))), Stage.STATEMENT, "Wait until 4 December 2026"),
    (CREDIT, Stage.CREDIT, "Offer it back"),
    (replace(CREDIT, letter=("former-credit", date(2026, 10, 5))), Stage.OFFERED, "Wait for an answer"),
    (replace(CREDIT, steps=(Step(Kind.OFFER, date(2020, 10, 5)),)), Stage.UNCLAIMED, "Propose to take it as unclaimed"),
    (replace(CREDIT, refund_asked=True), Stage.ASKED, "Somebody else decides it"),
])
def test_each_rung_of_the_ladder(known: Known, stage: Stage, what: str) -> None:
    found = next_step(known, POLICY, ON)
    assert (found.stage, found.what) == (stage, what)
    assert found.why


def test_the_write_off_that_is_proposed_has_its_reason() -> None:
    old = limitation([(date(2020, 3, 2), 30_000)], 30_000, ON)
    barred = next_step(replace(DEBT, limitation=old), POLICY, ON)
    assert barred.write_off is WriteOffReason.STATUTE_BARRED and barred.why.endswith("barred since 2 March 2026")
    assert next_step(debt(Step(Kind.UNTRACED, ON)), POLICY, ON).write_off is WriteOffReason.UNTRACED
    offered = replace(CREDIT, steps=(Step(Kind.OFFER, date(2020, 1, 6)),))
    assert next_step(offered, POLICY, ON).write_off is WriteOffReason.CREDIT


def test_the_end_of_the_six_years_is_told_half_a_year_before() -> None:
    soon = limitation([(date(2021, 3, 1), 30_000)], 30_000, ON)
    said = next_step(debt(letter=("former-1", date(2026, 10, 5)), limitation=soon), POLICY, ON).why
    assert said.endswith("Barred on 1 March 2027: ask for a written acknowledgement before")
    late = limitation([(date(2022, 3, 7), 30_000)], 30_000, ON)
    assert "Barred" not in next_step(debt(letter=("former-1", date(2026, 10, 5)), limitation=late), POLICY, ON).why


def test_the_last_contact_is_a_step_a_letter_or_a_payment() -> None:
    known = debt(Step(Kind.CALL, date(2026, 10, 1)), Step(Kind.NOTE, ON), letter=("former-1", date(2026, 9, 21)),
                 paid_on=date(2026, 10, 12))
    assert known.last_contact == date(2026, 10, 12) and DEBT.last_contact is None


@pytest.mark.parametrize(("kind", "on", "text", "next_on", "fields"), [
    (Kind.CALL, ON, "", None, []), (Kind.CALL, date(2026, 11, 24), "", None, ["on"]), (Kind.NOTE, ON, " ", None, ["text"]),
    (Kind.ARRANGEMENT, ON, "£10.00 a week", ON, ["next_on"]),
])
def test_what_is_wrong_with_a_step(kind: Kind, on: date, text: str, next_on: date | None, fields: list[str]) -> None:
    assert [field for field, _ in next_problems(kind, on, text, next_on, ON)] == fields
