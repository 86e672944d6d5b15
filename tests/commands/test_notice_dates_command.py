"""``housingdesk notice-dates``: the dates with their sentences and rules, and refusals with the way out."""

import json
from typing import Any

import pytest

from housingdesk.commands import main

HAND = ["notice-dates", "--notice", "form3", "--grounds", "10,11", "--served", "2026-11-24", "--method", "hand",
        "--regime", "social", "--rent-period", "weekly"]


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    """What the command says to another program."""
    assert main.main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_date_has_its_sentence_and_its_rule(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(HAND, capsys)
    days = [found[name]["on"] for name in ("served", "earliest", "printed", "last_issue")]
    assert days == ["2026-11-24", "2026-12-08", "2026-12-09", "2027-11-24"]
    assert all(found[name]["sentence"] and found[name]["rule"] for name in ("served", "earliest", "printed", "last_issue"))
    assert found["mark"] == "sure" and found["checked_on"]


def test_a_person_reads_the_arithmetic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([*HAND[:6], "2026-12-23", "--method", "post1"]) == 0
    said = capsys.readouterr().out
    assert "served on the second working day after: Tue 29 Dec 2026" in said and "Print Wed 13 Jan 2027" in said


def test_the_periods_of_the_rent_decide(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["notice-dates", "--notice", "ntq-tenant", "--served", "2026-11-25", "--rent-period"]
    assert told([*words, "weekly"], capsys)["earliest"]["on"] == "2026-12-27"
    assert told([*words, "weekly", "--period-starts", "thursday"], capsys)["earliest"]["on"] == "2026-12-23"
    assert told([*words, "monthly"], capsys)["earliest"]["on"] == "2026-12-31"
    assert told([*words, "monthly", "--period-starts", "15"], capsys)["earliest"]["on"] == "2027-01-14"
    assert told([*words, "4-weekly", "--period-starts", "2026-11-23"], capsys)["earliest"]["on"] == "2027-01-17"


def test_an_agreement_that_is_not_social_changed_its_law_in_may(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["notice-dates", "--grounds", "10", "--regime", "non-social", "--notice"]
    assert told([*words, "form3", "--served", "2026-04-30"], capsys)["earliest"]["on"] == "2026-05-14"
    assert told([*words, "form3a", "--served", "2026-05-01"], capsys)["earliest"]["on"] == "2026-05-29"


SERVED = ["--served", "2026-11-24"]


@pytest.mark.parametrize(("words", "days"), [
    (["s83", "--grounds", "1,3", "--regime", "secure"], ("2026-12-27", "2026-12-27", "2027-12-27")),
    (["s83", "--grounds", "2", "--regime", "secure", "--proposed", "2027-01-10"], ("2026-12-27", "2027-01-10", "2028-01-10")),
    (["s83za", "--regime", "secure"], ("2026-12-27", "2026-12-27", "2027-12-27")),
    (["s8a"], ("2026-11-24", "2026-11-24", None)), (["s8a", "--regime", "secure"], ("2026-11-24", "2026-11-24", None)),
    (["warning-1", "--regime", "excluded"], ("2026-11-25", "2026-12-08", None)),
    (["warning-final", "--regime", "licence", "--proposed", "2026-12-01"], ("2026-11-25", "2026-12-01", None)),
    (["breach"], ("2026-11-25", "2026-12-08", None)), (["absence", "--regime", "licence"], ("2026-11-25", "2026-12-08", None)),
    (["abandonment", "--regime", "secure"], ("2026-11-25", "2026-12-08", None)),
    (["belongings", "--regime", "excluded"], ("2026-12-22", "2026-12-23", None)),
    (["belongings", "--regime", "contract", "--charges"], ("2027-02-24", "2027-02-25", None)),
    (["room-change", "--regime", "excluded", "--proposed", "2026-12-01"], ("2026-11-24", "2026-12-01", None))])
def test_the_notices_without_a_form_of_the_act_of_1988(words: list[str], days: tuple[str, str, str | None],
                                                       capsys: pytest.CaptureFixture[str]) -> None:
    found = told(["notice-dates", "--notice", words[0], *SERVED, *words[1:]], capsys)
    last = found["last_issue"]
    assert (found["earliest"]["on"], found["printed"]["on"], last["on"] if last else None) == days
    assert found["source"] and found["law"]


@pytest.mark.parametrize(("words", "sentence"), [
    (["notice-dates", "--notice", "s83", *SERVED, "--regime", "secure"], "Say on which grounds, for example 10,11."),
    (["notice-dates", "--notice", "s83", *SERVED, "--grounds", "1"], "Use Form 3, notice before possession proceedings"),
    (["notice-dates", "--notice", "breach", *SERVED, "--regime", "excluded"], "Use First written warning"),
    (["notice-dates", "--notice", "s83", *SERVED, "--grounds", "1", "--regime", "secure", "--method", "email",
      "--email-allowed"], "This form is not served by e-mail."),
    (["notice-dates", "--notice", "belongings", *SERVED, "--charges", "--proposed", "2027-02-23"],
     "The earliest lawful date is Wed 24 Feb 2027"),
    ([*HAND, "--proposed", "2026-12-07"], "The earliest lawful date is Tue 8 Dec 2026; Wed 9 Dec 2026 is safe."),
    ([*HAND[:3], *HAND[5:]], "Say on which grounds, for example 10,11."),
    ([*HAND, "--regime", "rra"], "Use Form 3A, notice before possession proceedings."),
    ([*HAND, "--method", "email", "--email-allowed"], "This form is not served by e-mail."),
    ([*HAND, "--at", "noon"], "is no time of day."),
    ([*HAND, "--started", "31/02/2026"], "--started"),
    (["notice-dates", "--notice", "form9", "--served", "2026-11-24"], "--notice cannot be “form9”"),
])
def test_what_cannot_be_is_refused_with_its_reason(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(words) == 2
    assert sentence in capsys.readouterr().err
    assert main.main([*words, "--json"]) == 2
    assert sentence in json.loads(capsys.readouterr().out)["refused"]
