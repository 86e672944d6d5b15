"""The letters that come with the program: each is checked, and drawn for the people whom letters are hardest to write to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

import pytest

from housingdesk import resources
from housingdesk.errors import Refused
from housingdesk.letters import pdf
from housingdesk.letters.rules import fields
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.arrears import recent_account
from housingdesk.letters.rules.asks import Ask, AskKind, answered, parse_time, said_time
from housingdesk.letters.rules.checks import reading_age, template_problems, template_text
from housingdesk.letters.rules.compose import APPOINTMENT_FIELDS, LetterFacts, compose_letter
from housingdesk.letters.rules.content import AccountRow, ActionBox, Bullets, Details, Paragraph, letter_texts
from housingdesk.letters.rules.emailed import email_text
from housingdesk.letters.rules.envelopes import C5, C5_LOW, DL, ENVELOPES
from housingdesk.letters.rules.merge import PAPERS, BlockKind, Family, Template, parse_template
from housingdesk.letters.rules.samples import SAMPLES, sample_facts
from housingdesk.letters.rules.words import AgreementKind, words_for
from housingdesk.letters.stock import KEYS, shipped_keys, shipped_template
from housingdesk.values.dates import format_date, format_long, parse_date
from housingdesk.values.money import format_pence, parse_money
from tests.support.letters import SENDER, TODAY, arrears_facts, letter_facts, part_paid, printed

ALL = shipped_keys()
WAYS = (("Standing order", "to Dale Vale Homes, sort code 12-34-56, account 12345678"),
        ("By phone", "01632 960 118, with a card"))
CREDIT_ROWS = (AccountRow(date(2026, 11, 2), "Week of 2 November", 11240, 0, 1240),
               AccountRow(date(2026, 11, 13), "Universal Credit", 0, 38920, -37680))
# Two are about a court that has spoken; the second letter to people who left speaks of a debt and not of a home.
ABOUT_A_COURT = {"court-hearing", "eviction-date", "former-2"}
ONLY_A_COURT = ("arrears-3", "breach-final", "repay-broken-2", "notice-licence-cover", "notice-possession-cover")
LONG_WITHOUT_A_STATEMENT = {"arrears-3", "rent-review"}
ROLES = {"key worker", "support provider", "appointee", "advocate", "managing agent"}
_TENANCY_WORD = re.compile(r"\b(?:tenan|landlord|rent(?:s|ed|al|ing)?\b)", re.IGNORECASE)
HOME = PostalAddress(("Amina Khan",), "14 Dale Road", "Anytown", "ZZ9 9ZZ")


@dataclass(frozen=True)
class Case:
    """One person to write to: how they live, who they are, how their account stands, what the writer typed."""

    kind: AgreementKind = AgreementKind.TENANCY
    address: PostalAddress = HOME
    others: tuple[str, ...] = ()
    support_worker: str = ""
    court_needed: bool = True
    part_paid: bool = False
    credit: bool = False
    ending: bool = False
    email: str = ""
    benefit_direct: bool = False
    answers_all: bool = True
    large_print: bool = False
    own_words: str = ""
    easy_read: bool = False


PLAIN = Case()
POLISH = Case(address=PostalAddress(("Żaneta Wiśniewska-Ścibor",), "12 Łąkowa Court", "Dalebrook", "ZZ1 1AJ", "Flat 5"),
              others=("Nguyễn Thị Ánh Tuyết", "Grzegorz Brzęczyszczykiewicz"), ending=True, email="hello@dalevale.example",
              own_words="We spoke on Monday, and I said that I would write.\nRing me if this is not clear.")
LODGER = Case(AgreementKind.LICENCE,
              PostalAddress(("Maximiliana Oluwaseun Featherstonehaugh-Cholmondeley",), "75 Albert Road", "Dalebrook", "ZZ1 1DD",
                            "Room 2"),
              support_worker="Bartholomew Fotheringay-Phipps", court_needed=False, credit=True, benefit_direct=True,
              answers_all=False)
NINE_LINES = Case(AgreementKind.LICENCE,
                  PostalAddress(("Nguyễn Thị Ánh Tuyết", "Amina Khan"), "75 Albert Road", "Dalebrook", "ZZ1 1DD",
                                "Room 2, Cluster 2", "The Old Counting House", "Tenterfields", "Northshire"),
                  others=("Amina Khan",), support_worker="J. Smith", part_paid=True, large_print=True)
ONE_BY_ONE = (Case(kind=AgreementKind.LICENCE), Case(others=("Yusuf Khan",)), Case(support_worker="J. Smith"),
              Case(court_needed=False), Case(part_paid=True), Case(credit=True), Case(ending=True),
              Case(email="hello@dalevale.example"), Case(benefit_direct=True), Case(answers_all=False))
GOOD = """
key = "good"
version = 1
title = "A good letter"
for = "Tests"
family = "payment agreements"
headline = "We have agreed how you will pay."
copies = ["key worker"]
[[ask]]
name = "pay_each"
label = "What they pay each time"
kind = "money"
example = "£10.00"
[[block]]
text = "Thank you. You need do nothing more. {officer} knows about your {charge}."
[[block]]
text = "You and {others} pay {pay_each}."
when = ["joint"]
[[block]]
text = "Ring {phone}."
[[block]]
kind = "free"
[[block]]
kind = "sign-off"
"""


@pytest.fixture(params=ALL)
def template(request: pytest.FixtureRequest) -> Template:
    return shipped_template(str(request.param))


def _typed(template: Template, *, all_of_them: bool) -> dict[str, str]:
    """What a writer types: another day and another sum for each question, so that each answer is found again."""
    typed = {}
    for number, ask in enumerate(template.asks, start=1):
        answer = {AskKind.DATE: format_date(TODAY + timedelta(days=number)), AskKind.TIME: f"{number}.30pm",
                  AskKind.MONEY: f"{number}234.5{number}"}.get(ask.kind, ask.example)
        typed[ask.name] = answer if all_of_them or not ask.optional else ""
    return typed


def _said(template: Template, *, all_of_them: bool = True) -> dict[str, str]:
    said, problems = answered(template.asks, _typed(template, all_of_them=all_of_them), TODAY)
    assert problems == []
    return said


def _about(template: Template, case: Case) -> LetterFacts:
    """The facts of a letter to one person; what does not apply to them is empty, so an unguarded field is refused."""
    usual = part_paid if case.part_paid else arrears_facts
    account = usual(others=case.others, support_worker=case.support_worker, court_needed=case.court_needed)
    facts = {**account.facts(), "licence": case.kind is AgreementKind.LICENCE, "owing": not case.credit,
             "in_credit": case.credit, "ending": case.ending, "former": template.family is Family.FORMER,
             "email_known": bool(case.email), "benefit_direct": case.benefit_direct}
    assert set(facts) == set(fields.FACTS) - {"with_statement"}
    known = {**account.fields(), "name": case.address.names[0], "home": f"{case.address.street}, {case.address.town}",
             "agreement_reference": "T000412", "started": "Monday 7 September 2026", "association": "Dale Vale Homes",
             "ends": "Sunday 20 December 2026" if case.ending else "", "email": case.email, "today": "Monday 23 November 2026",
             **_said(template, all_of_them=case.answers_all)}
    about = letter_facts(case.kind, account, address=case.address, greeting=case.address.names[0], fields=known, facts=facts,
                         ways_to_pay=WAYS, free_text=case.own_words, large_print=case.large_print, easy_read=case.easy_read)
    return replace(about, account=recent_account(CREDIT_ROWS)) if case.credit else about


def _issued(template: Template, case: Case) -> tuple[str, int]:
    """What a reader finds in the letter and how many pages it has; the address was found in the usual windows."""
    issued = pdf.issue_letter(compose_letter(template, _about(template, case)))
    pages = printed(issued.pdf)
    assert ("You can send notices to this address" if case.large_print or case.easy_read else
            "Yours sincerely") in pages[-1]
    words = " ".join(pages)
    assert not re.search(r"[{}]|\*\*|\ufffd", words)
    return words, issued.pages


def _literals(template: Template) -> Iterator[str]:
    texts = [template.headline, *(text for block in template.blocks for text in block.texts)]
    yield from ("".join(part.text if not part.is_field else " " for part in text) for text in texts)
    yield from (block.title for block in template.blocks)
    yield from (text for ask in template.asks for text in (ask.example, ask.label))
    yield template.title


def _faults(template: Template) -> list[str]:
    """All that is wrong with a template as it stands, without a person to write to."""
    found = [problem.message for problem in template_problems(template, fields.examples(), fields.FACTS)]
    found += [f"It says “{text}”" for text in _literals(template) if _TENANCY_WORD.search(text)]
    kinds = [block.kind for block in template.blocks]
    if kinds[-1:] != [BlockKind.SIGN_OFF] or kinds.count(BlockKind.FREE) != 1:
        found.append("It does not end with a signature, or has no place for the writer's own words")
    unused = {ask.name for ask in template.asks} - _named(template)
    found += [f"The answer to “{name}” is never printed" for name in sorted(unused)]
    found += [f"A copy goes to {role}, which is no role" for role in template.copies if role not in ROLES]
    return found


def _named(template: Template) -> set[str]:
    """The answers that the template prints, in words or in the box of an appointment."""
    kinds = {block.kind for block in template.blocks}
    visit = set(APPOINTMENT_FIELDS) if BlockKind.APPOINTMENT in kinds else set()
    return visit | template.fields()


def test_there_are_enough_letters_and_each_has_a_key_and_a_title_of_its_own() -> None:
    templates = [shipped_template(key) for key in ALL]
    assert ALL[:3] == KEYS
    assert len(ALL) >= 47
    assert [template.key for template in templates] == list(ALL)
    assert len({template.title.casefold() for template in templates}) == len(ALL)
    assert {template.family for template in templates} == set(Family) - PAPERS


def test_a_shipped_letter_has_no_fault(template: Template) -> None:
    assert _faults(template) == []


@pytest.mark.parametrize("kind", AgreementKind)
def test_a_shipped_letter_reads_at_age_ten_or_younger(template: Template, kind: AgreementKind) -> None:
    said: Mapping[str, str] = {**fields.examples(), **{ask.name: ask.example for ask in template.asks}, "every": "week"}
    assert reading_age(template_text(template, {**said, **words_for(kind).fields()})) <= 10


def test_the_sum_of_the_faults_of_a_good_letter_is_nil() -> None:
    assert _faults(parse_template(GOOD)) == []


@pytest.mark.parametrize(("right", "wrong"), [
    ("{officer}", "{surname}"), ("{officer}", "Your landlord"), ("{charge}", "rent"), ("{phone}", "us"), ("pay_each}", "owed}"),
    ('kind = "free"', 'text = "Thank you."'), ('kind = "sign-off"', 'text = "Goodbye."'), ('["joint"]', '["moonlight"]'),
    ('when = ["joint"]', ""), ("key worker", "neighbour"), ("Thank you.", "Kindly remit."), ("nothing more", "NOTHING more"),
    ("nothing more.", f"nothing more{' at all' * 20}.")])
def test_a_spoiled_letter_has_a_fault(right: str, wrong: str) -> None:
    assert right in GOOD
    assert _faults(parse_template(GOOD.replace(right, wrong))) != []


def test_any_letter_that_is_spoiled_has_a_fault(template: Template) -> None:
    source = resources.find(f"letters/{template.key}.toml").read_text(encoding="utf-8")
    for right, wrong in (("{phone}", "us"), ('headline = "', 'headline = "Dear tenant. '),
                         ('kind = "free"', 'text = "Ring us."'), ("{officer}", "{owner}"),
                         ('text = "', 'text = "{benefit_line} ')):
        assert right not in source or _faults(parse_template(source.replace(right, wrong, 99))) != []


def test_an_example_is_an_answer_as_it_is_printed(template: Template) -> None:
    for ask in template.asks:
        assert ask.example == _as_printed(ask), ask.name


def _as_printed(ask: Ask) -> str:
    match ask.kind:
        case AskKind.DATE:
            day = parse_date(ask.example, TODAY)
            return f"{format_long(day)} {day.year}" if ask.example.endswith(str(day.year)) else format_long(day)
        case AskKind.TIME:
            return said_time(parse_time(ask.example))
        case AskKind.MONEY:
            return format_pence(parse_money(ask.example))
        case _:
            return " ".join(ask.example.split())


def test_to_most_people_a_letter_is_one_page(template: Template) -> None:
    assert _issued(template, PLAIN)[1] == 1 + (template.key in LONG_WITHOUT_A_STATEMENT)


def test_two_joint_holders_with_polish_names_get_every_answer_and_every_sum_with_its_pound(template: Template) -> None:
    words, pages = _issued(template, POLISH)
    for ask, said in ((ask, _said(template)[ask.name]) for ask in template.asks):
        assert said in words, ask.name
        assert ask.kind is not AskKind.MONEY or said.startswith("£"), ask.name
    assert "Dear Żaneta Wiśniewska-Ścibor" in words
    assert "Ring me if this is not clear." in words
    assert words.count("01632 960 118") >= 3
    assert pages <= 2


def test_a_licensee_with_a_long_name_and_a_credit_is_never_called_a_tenant(template: Template) -> None:
    words, pages = _issued(template, LODGER)
    assert "Dear Maximiliana Oluwaseun Featherstonehaugh-Cholmondeley" in words
    assert not _TENANCY_WORD.search(words.replace(SENDER.email, ""))
    assert "−" not in words
    assert template.key in ABOUT_A_COURT or "court" not in words.casefold()
    assert pages <= 2


def test_large_print_to_an_address_of_nine_lines_is_whole(template: Template) -> None:
    words, pages = _issued(template, NINE_LINES)
    assert "Dear Nguyễn Thị Ánh Tuyết" in words
    assert "ZZ1 1DD" in words
    assert "support_worker" not in template.fields() or "J. Smith can be with you" in words
    assert 2 <= pages <= 3


def test_easy_read_to_a_licensee_is_whole_and_says_one_thing_at_a_time(template: Template) -> None:
    words, pages = _issued(template, replace(LODGER, easy_read=True))
    assert "Dear Maximiliana Oluwaseun Featherstonehaugh-Cholmondeley" in words
    assert not _TENANCY_WORD.search(words.replace(SENDER.email, ""))
    assert template.key in ABOUT_A_COURT or "court" not in words.casefold()
    assert 2 <= pages <= 5


def test_easy_read_in_nine_lines_and_with_every_answer_has_no_hole(template: Template) -> None:
    for case in (replace(POLISH, easy_read=True), replace(NINE_LINES, easy_read=True, large_print=False)):
        letter = compose_letter(template, _about(template, case))
        assert not any(isinstance(block, Paragraph | Bullets | ActionBox | Details) for block in letter.blocks)
        _without_holes(template, case)
    assert "ZZ1 1DD" in _issued(template, replace(NINE_LINES, easy_read=True, large_print=False))[0]


def test_the_letters_written_most_have_an_easy_wording() -> None:
    worded = {key for key in ALL if shipped_template(key).has_easy_wording}
    assert worded >= {*KEYS, "appointment", "repair-access", "gas-1", "complaint-1-received", "repay-confirmed", "welcome",
                      "benefit-evidence"}
    for template in map(shipped_template, worded):
        kinds = (BlockKind.PARAGRAPH, BlockKind.POINTS, BlockKind.ACTION)
        assert all(block.easy for block in template.blocks if block.kind in kinds), template.key


@pytest.mark.parametrize("easy", [False, True])
def test_an_email_holds_the_whole_letter_as_text(template: Template, easy: bool) -> None:
    for case in (replace(POLISH, easy_read=easy), replace(LODGER, easy_read=easy)):
        body = email_text(compose_letter(template, _about(template, case)))
        assert not re.search(r"[{}]|\*\*|\n\n\n|  ", body)
        assert f"Dear {case.address.names[0]}," in body and SENDER.phone in body and "You can send notices to" in body
        assert case.kind is AgreementKind.TENANCY or not _TENANCY_WORD.search(body.replace(SENDER.email, ""))
        for ask in template.asks if case.answers_all else ():
            assert easy or _said(template)[ask.name] in body, ask.name


@pytest.mark.parametrize("case", [PLAIN, replace(PLAIN, large_print=True), replace(PLAIN, easy_read=True)])
def test_a_short_address_shows_in_every_window_in_every_format(case: Case) -> None:
    home = PostalAddress(("Joy Okafor",), "14 Dale Road", "Anytown", "ZZ9 9ZZ")
    template = shipped_template("appointment")
    letter = compose_letter(template, _about(template, replace(case, address=home)))
    for envelopes in ((DL,), (C5,), (C5_LOW,), ENVELOPES[:2]):
        assert pdf.issue_letter(letter, envelopes=envelopes).pages >= 1


def test_nine_lines_are_joined_to_fit_the_window_and_an_address_that_cannot_is_refused_with_the_reason() -> None:
    assert pdf.fitted_address(NINE_LINES.address).lines[0] == "Nguyễn Thị Ánh Tuyết and Amina Khan"
    crowded = replace(NINE_LINES.address, names=("Żaneta Wiśniewska-Featherstonehaugh", "Oluwaseun Featherstonehaugh"))
    about = _about(shipped_template("ring-us"), replace(PLAIN, address=crowded))
    with pytest.raises(Refused, match="does not fit the envelope window"):
        pdf.issue_letter(compose_letter(shipped_template("ring-us"), about))


def test_no_letter_has_a_hole_whoever_it_goes_to(template: Template) -> None:
    for case in ONE_BY_ONE:
        _without_holes(template, case)
        _without_holes(template, replace(case, easy_read=True))


def _without_holes(template: Template, case: Case) -> None:
    texts = letter_texts(compose_letter(template, _about(template, case)))
    for place, runs in groupby(texts, key=itemgetter(0)):
        text = "".join(run for _, run in runs)
        assert not re.search(r"[{}]|\*\*|  | [.,?]|^[.,]", text), f"{place}: {text}"


def test_a_letter_without_an_answer_that_it_needs_is_refused(template: Template) -> None:
    about, typed = _about(template, POLISH), _typed(template, all_of_them=True)
    for name in (ask.name for ask in template.asks if not ask.optional):
        assert [problem.field for problem in answered(template.asks, {**typed, name: " "}, TODAY)[1]] == [name]
        if name in template.fields() or name in APPOINTMENT_FIELDS[:2]:
            with pytest.raises(Refused):
                compose_letter(template, replace(about, fields={**about.fields, name: ""}))


@pytest.mark.parametrize("key", ONLY_A_COURT)
def test_whom_only_a_court_can_make_leave_is_told_so(key: str) -> None:
    words, _ = _issued(shipped_template(key), PLAIN)
    assert "Only a court can make you leave." in words
    assert not re.search("may give you notice to end|We ask you to leave", words)


@pytest.mark.parametrize("key", ["breathing-space", "death"])
def test_no_money_is_asked_of_the_bereaved_nor_debt_of_people_in_a_breathing_space(key: str) -> None:
    template = shipped_template(key)
    assert not {"owed", "periods_owed", "benefit_line", "payment_reference"} & template.fields()
    assert not {BlockKind.ACCOUNT, BlockKind.EXPECTED, BlockKind.WAYS_TO_PAY} & {block.kind for block in template.blocks}
    assert "£" not in _issued(template, PLAIN)[0]


@pytest.mark.parametrize(("key", "sample"), [("court-hearing", "longest"), ("repay-broken-1", "licence"), ("gas-3", "large")])
def test_a_few_last_lines_do_not_get_a_page_of_their_own(key: str, sample: str) -> None:
    person = next(one for one in SAMPLES if one.key == sample)
    letter = compose_letter(shipped_template(key), sample_facts(shipped_template(key), person))
    assert len(printed(pdf.draw_letter(letter))) == (2 if sample == "large" else 1)


@pytest.mark.parametrize("key", ALL)
def test_a_line_that_leads_is_not_left_behind_on_its_page(key: str) -> None:
    large = next(one for one in SAMPLES if one.key == "large")
    letter = compose_letter(shipped_template(key), sample_facts(shipped_template(key), large))
    leads = {"".join(run.text for run in block.runs).strip() for block in letter.blocks if isinstance(block, Paragraph)}
    for page in printed(pdf.draw_letter(letter)):
        words = re.sub(r"Page \d+ of \d+", "", page).strip()
        assert not any(words.endswith(lead) for lead in leads if lead.endswith(":")), words[-80:]
