"""The shipped letters: plain, one thing to ask, right for the agreement, and the benefit part apart from the own part."""

import re
from dataclasses import replace
from datetime import date

import pytest

from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.rules.arrears import FACTS, FIELDS, Every, benefit_sentence, in_words, recent_account
from housingdesk.letters.rules.checks import long_sentences, reading_age, template_problems, template_text
from housingdesk.letters.rules.compose import compose_letter
from housingdesk.letters.rules.content import AccountRow
from housingdesk.letters.rules.joins import hold_together
from housingdesk.letters.rules.merge import parse_template
from housingdesk.letters.rules.words import AgreementKind
from housingdesk.letters.stock import KEYS, shipped_template
from tests.support.letters import (
    ROWS,
    SENDER,
    arrears_facts,
    arrears_letter,
    letter_facts,
    part_paid,
    printed,
    rent_statement,
)

LICENCE = AgreementKind.LICENCE
_TENANT = re.compile(r"\btenan(?:t|ts|cy|cies)\b", re.IGNORECASE)


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_letter_passes_every_check(key: str) -> None:
    assert template_problems(shipped_template(key), FIELDS, FACTS) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_letter_reads_at_age_ten_or_younger(key: str) -> None:
    text = template_text(shipped_template(key), {**FIELDS, "charge": "rent", "every": "week", "agreement": "tenancy"})
    assert reading_age(text) <= 10
    assert long_sentences(text) == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("facts", [arrears_facts(), part_paid(), arrears_facts(others=("Yusuf Khan",)),
                                   arrears_facts(court_needed=False, support_worker="J. Smith")],
                         ids=["owes", "part paid", "joint", "supported"])
@pytest.mark.parametrize("large_print", [False, True])
def test_a_licensee_is_never_called_a_tenant(key: str, facts: object, large_print: bool) -> None:
    letter = arrears_letter(key, kind=LICENCE, arrears=facts, with_statement=True, large_print=large_print)
    pages = printed(pdf.draw_letter_with_statement(letter, rent_statement(kind=LICENCE, large_print=large_print)))
    words = " ".join(pages)
    assert "licence charge" in words
    assert not _TENANT.search(words)
    assert "landlord" not in words.lower()
    assert "rent" not in words.lower().replace("rent@dalevale.example", "").split()


@pytest.mark.parametrize("key", KEYS)
def test_a_tenants_letter_has_the_words_of_a_tenancy_and_the_landlords_address(key: str) -> None:
    page = " ".join(printed(pdf.draw_letter(arrears_letter(key))))
    assert "Your rent is £482.16 behind." in page
    assert "Your landlord is Dale Vale Homes, 2 Mill Lane, Anytown, ZZ9 9ZZ. You can send notices to this address." in page


def test_the_landlord_may_be_another_than_the_sender() -> None:
    agent = replace(SENDER, landlord_name="Hill Trust", landlord_address=("1 High Street", "Anytown", "ZZ9 9ZZ"))
    page = printed(pdf.draw_letter(arrears_letter(sender=agent)))[0]
    assert "Your landlord is Hill Trust, 1 High Street, Anytown, ZZ9 9ZZ." in page


@pytest.mark.parametrize("key", KEYS)
def test_where_benefit_pays_part_the_two_parts_are_told_apart(key: str) -> None:
    page = printed(pdf.draw_letter(arrears_letter(key, arrears=part_paid())))[0]
    assert "Benefit paid to 25 October. Your own charge of £11.60 a week: 4 weeks owed, £46.40." in page
    assert "is £46.40 behind" in page


@pytest.mark.parametrize("key", KEYS)
def test_every_letter_gives_the_advice_lines_it_is_given(key: str) -> None:
    page = " ".join(printed(pdf.draw_letter(arrears_letter(key))))
    assert "Citizens Advice 0800 144 8848, National Debtline 0808 808 4000 or Shelter 0808 800 4444." in page
    with pytest.raises(Refused, match="advice"):
        arrears_letter(key, help_lines=())


def test_only_a_court_is_spoken_of_where_only_a_court_can_end_the_agreement() -> None:
    tenant = printed(pdf.draw_letter(arrears_letter("arrears-3")))[0]
    assert "Only a court can make you leave." in tenant
    hostel = arrears_letter("arrears-3", kind=LICENCE, arrears=arrears_facts(court_needed=False))
    excluded = " ".join(printed(pdf.draw_letter(hostel)))
    assert "court" not in excluded
    assert "we may give you notice to end your licence" in excluded


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("facts", [arrears_facts(), part_paid(), arrears_facts(others=("Yusuf Khan",))])
def test_an_ordinary_letter_is_one_page(key: str, facts: object) -> None:
    letter = arrears_letter(key, arrears=facts, with_statement=True)
    issued = pdf.issue_letter(letter, rent_statement(12))
    assert issued.pages == 2


def test_a_letter_that_breaks_the_checks_is_told_so() -> None:
    text = ('key = "x"\nversion = 1\ntitle = "X"\nfor = "tests"\nheadline = "URGENT {owed}"\n[[block]]\ntext = "We hereby '
            'require that you remit all outstanding arrears of {surname} without any further delay or we will commence '
            'proceedings against you and your household in the county court immediately."\nwhen = ["moonlight"]\n')
    found = {(problem.field, problem.message.split("“")[-1].split("”")[0]) for problem in
             template_problems(parse_template(text), FIELDS, FACTS)}
    assert {("field", "surname"), ("condition", "moonlight")} <= found
    assert {field for field, _ in found} == {"field", "condition", "action", "advice", "sign-off", "wording"}


def test_the_newest_rows_of_an_account_come_with_what_was_owed_before() -> None:
    table = recent_account(ROWS, most=3)
    assert table.title == "Your account since 6 November"
    assert table.rows[0] == AccountRow(date(2026, 11, 6), "Owed then", 0, 0, 58416)
    assert table.rows[1:] == ROWS[-2:]
    assert recent_account(ROWS, most=6).rows == ROWS


def test_benefit_that_pays_all_leaves_no_own_charge_to_speak_of() -> None:
    assert benefit_sentence(date(2026, 10, 25), 0, Every.WEEK, 4640) == "Benefit paid to 25 October. You owe £46.40."


def test_names_in_words() -> None:
    assert [in_words(names) for names in ((), ("A",), ("A", "B"), ("A", "B", "C"))] == ["", "A", "A and B", "A, B and C"]


@pytest.mark.parametrize("held", ["01632 960 118", "0800 144 8848", "30 November 2026", "Monday 30 November", "600 044 716",
                                  "ZZ9 9ZZ", "SW1A 1AA", "4 weeks", "A. Brown", "20-00-00 12345678", "26 Oct"])
def test_what_belongs_together_stays_on_one_line(held: str) -> None:
    assert " " not in hold_together(held)
    assert hold_together(f"say {held} now").split(" ")[0] == "say"


def test_the_words_between_may_part() -> None:
    assert hold_together("You owe £482.16 on Monday 30 November at noon").split(" ") == [
        "You", "owe", "£482.16", "on", "Monday\u00a030\u00a0November", "at", "noon"]


def test_a_letter_without_its_account_is_refused() -> None:
    with pytest.raises(Refused, match="shows the account"):
        compose_letter(shipped_template("arrears-1"), letter_facts(account=None))
