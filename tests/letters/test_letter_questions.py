"""What a letter asks of its writer, and the parts that show the answers: points, an appointment, ways to pay, own words."""

from dataclasses import replace
from datetime import date

import pytest

from housingdesk.errors import Refused
from housingdesk.letters.rules.asks import Ask, AskKind, answered
from housingdesk.letters.rules.checks import template_problems
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.content import Bullets, Details, Paragraph, Run
from housingdesk.letters.rules.fields import FACTS, examples
from housingdesk.letters.rules.merge import Family, parse_template
from tests.support.letters import letter_facts

TODAY = date(2026, 11, 23)
VISIT = """
key = "visit"
version = 1
title = "A visit"
for = "Everybody"
family = "appointments"
headline = "We will visit you on {visit_on}"
copies = ["key worker"]
[[ask]]
name = "visit_on"
label = "Day of the visit"
kind = "date"
example = "Tuesday 1 December"
[[ask]]
name = "visit_at"
label = "Time"
kind = "time"
example = "2:30pm"
[[ask]]
name = "visit_place"
label = "Where"
example = "Your home"
optional = true
[[ask]]
name = "bring"
label = "What to bring"
kind = "words"
example = "your keys"
optional = true
[[block]]
kind = "appointment"
[[block]]
kind = "points"
points = ["Ring us on {phone} if the day does not suit you.", "Somebody can be **with you**."]
[[block]]
text = "Bring {bring} with you."
when = ["has_bring"]
[[block]]
kind = "free"
[[block]]
kind = "sign-off"
"""


def test_answers_are_printed_in_words_and_bad_ones_say_why() -> None:
    asks = [Ask("on", "Day", AskKind.DATE, ""), Ask("at", "Time", AskKind.TIME, ""), Ask("sum", "Sum", AskKind.MONEY, ""),
            Ask("why", "Why", AskKind.TEXT, ""), Ask("more", "More", AskKind.WORDS, "", optional=True)]
    fields, problems = answered(asks, {"on": "1/12/2026", "at": "14.30", "sum": "1234.5", "why": " Two   lines "}, TODAY)
    assert fields == {"on": "Tuesday 1 December", "at": "2:30pm", "sum": "£1,234.50", "why": "Two lines", "more": ""}
    assert problems == []
    _, problems = answered(asks, {"on": "31/02/2026", "at": "25:00", "sum": "lots"}, TODAY)
    assert [p.field for p in problems] == ["on", "at", "sum", "why"]
    assert "Why is missing" in problems[-1].message


def test_the_answers_stand_in_the_letter() -> None:
    template = parse_template(VISIT)
    assert (template.family, template.copies) == (Family.VISIT, ("key worker",))
    facts = letter_facts()
    facts = replace(facts, fields={**facts.fields, "visit_on": "Tuesday 1 December", "visit_at": "2:30pm", "bring": "",
                                   "visit_place": "Your home"}, free_text="The lift is out.\n\n  Use the  stairs. ")
    made = compose_letter(template, facts)
    details, points, first, second = made.blocks[:4]
    assert details == Details("Your appointment", (("When", "Tuesday 1 December, 2:30pm"), ("Where", "Your home")))
    assert isinstance(points, Bullets) and points.items[1] == (Run("Somebody can be "), Run("with you", True), Run("."))
    assert (first, second) == (Paragraph((Run("The lift is out."),)), Paragraph((Run("Use the stairs."),)))
    with pytest.raises(Refused, match=r"at is missing"):
        compose_letter(template, replace(facts, fields={**facts.fields, "visit_at": ""}))
    with pytest.raises(Refused, match="hidden character"):
        compose_letter(template, replace(facts, free_text="turned \u202eround"))


def test_a_template_is_checked_with_its_own_questions() -> None:
    assert template_problems(parse_template(VISIT), examples(), FACTS) == []
    careless = VISIT.replace('when = ["has_bring"]\n', "").replace("{phone}", "our number")
    said = [problem.message for problem in template_problems(parse_template(careless), examples(), FACTS)]
    assert said == ["The letter gives no telephone number",
                    "“What to bring” can be empty: show that part only when “What to bring” was answered"]


@pytest.mark.parametrize(("change", "sentence"), [
    (('family = "appointments"', 'family = "gossip"'), "gossip"),
    (('kind = "time"', 'kind = "moon"'), "question is not complete"),
    (('copies = ["key worker"]', "copies = 3"), "is not a list"),
    (('points = [', 'points = [7, '), "is not a list"),
])
def test_a_template_that_is_not_right_is_refused(change: tuple[str, str], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        parse_template(VISIT.replace(*change))
