"""The questions of a letter being written: which can be kept, where an answer is used, and what its merge field is called.

A question's name is made once from its words and stays, so that the pills in the text keep their meaning; the names that an
appointment needs are those of ``compose.APPOINTMENT_FIELDS``.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.rules.asks import Ask, AskKind, answered
from housingdesk.letters.rules.compose import APPOINTMENT_FIELDS
from housingdesk.letters.rules.fields import CATALOGUE, FACTS
from housingdesk.letters.rules.merge import TOKEN, BlockKind
from housingdesk.letters.rules.source import Piece, Wording
from housingdesk.letters.rules.words import AgreementKind, words_for
from housingdesk.values.problems import Problem
from housingdesk.values.text import fold, line_problem

KINDS = {AskKind.TEXT: "a few words", AskKind.WORDS: "a sentence or more", AskKind.DATE: "a day", AskKind.TIME: "a time",
         AskKind.MONEY: "a sum of money"}
GOES_TO_WORDS = {"holder": "those who hold the agreement", "others": "somebody whom the writer names",
                 "applicant": "the household that waits for a home",
                 "their council": "the council or agency that put them forward"}
"""To whom a letter goes in words, by what its text says."""
COPIES = ("key worker", "support provider", "appointee", "attorney", "deputy", "advocate", "managing agent")
_LONGEST = 120
_LONGEST_NAME = 40
_APPOINTMENT = (Ask("visit_on", "Day of the appointment", AskKind.DATE, "Tuesday 1 December"),
                Ask("visit_at", "Time", AskKind.TIME, "2:30pm"),
                Ask("visit_place", "Where", AskKind.TEXT, "At your home", True),
                Ask("visit_with", "With whom", AskKind.TEXT, "A. Brown", True))


def field_name(label: str, taken: Collection[str]) -> str:
    """The name of a new question's merge field; never one that every letter knows already.

    >>> field_name("Day that was missed?", []), field_name("Owed", []), field_name("1st day", []), field_name("…", ["answer"])
    ('day_that_was_missed', 'owed_2', 'answer_1st_day', 'answer_2')
    """
    known = {*taken, *CATALOGUE, *FACTS, *words_for(AgreementKind.TENANCY).fields(), "with_statement"}
    bare = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:_LONGEST_NAME].strip("_")
    made = base = bare if bare[:1].isalpha() else f"answer_{bare}".strip("_")
    number = 2
    while made in known:
        made, number = f"{base}_{number}", number + 1
    return made


def question_problems(ask: Ask, others: Collection[Ask], today: date) -> list[Problem]:
    """What stands against a question; the example has to be an answer that could be given."""
    found = []
    for field, what, text in (("label", "The question", ask.label), ("example", "The example", ask.example)):
        said = line_problem(text, what, _LONGEST) or (None if text.strip() else f"{what} is missing")
        if said:
            found.append(Problem(field, said))
    if any(fold(other.label) == fold(ask.label) and other.name != ask.name for other in others):
        found.append(Problem("label", "The letter asks this already"))
    if not found:
        found += [Problem("example", problem.message) for problem in answered([replace(ask, optional=False)],
                                                                              {ask.name: ask.example}, today)[1]]
    return found


def said_example(ask: Ask, today: date) -> Ask:
    """The question with its example as it would be printed: ``1/12/2026`` becomes ``Tuesday 1 December``."""
    fields, problems = answered([ask], {ask.name: ask.example}, today)
    return ask if problems else replace(ask, example=fields[ask.name])


def uses(wording: Wording, name: str) -> list[str]:
    """Where the answer to a question is used, as people find it: ``the headline``, ``part 2``, ``when part 3 is shown``."""
    marks = {match[1] for match in TOKEN.finditer(wording.headline)}
    found = ["the headline"] if name in marks else []
    for number, piece in enumerate(wording.pieces, start=1):
        if name in set(_fields(piece)):
            found.append(f"part {number}")
        if f"has_{name}" in (*piece.when, *piece.unless):
            found.append(f"when part {number} is shown")
        if piece.kind is BlockKind.APPOINTMENT and name in APPOINTMENT_FIELDS:
            found.append(f"the appointment in part {number}")
    return found


def _fields(piece: Piece) -> Iterator[str]:
    for text in (piece.text, piece.easy, *piece.points):
        yield from (match[1] for match in TOKEN.finditer(text) if match[1])


def without_question(wording: Wording, name: str) -> Wording:
    """The letter without a question; Refused with every place where its answer is used."""
    ask = next((ask for ask in wording.asks if ask.name == name), None)
    if ask is None:
        return wording
    where = uses(wording, name)
    if where:
        raise Refused(f"“{ask.label}” is used in {_listed(where)}. Take it out there first")
    return replace(wording, asks=tuple(one for one in wording.asks if one.name != name))


def with_question(wording: Wording, ask: Ask) -> Wording:
    """The letter with a question: in the place of the one with its name, else after the others."""
    if any(one.name == ask.name for one in wording.asks):
        return replace(wording, asks=tuple(ask if one.name == ask.name else one for one in wording.asks))
    return replace(wording, asks=(*wording.asks, ask))


def with_appointment(wording: Wording) -> Wording:
    """The letter with the questions that an appointment needs, where a part of it is one and they are not there yet."""
    if not any(piece.kind is BlockKind.APPOINTMENT for piece in wording.pieces):
        return wording
    known = {ask.name for ask in wording.asks}
    return replace(wording, asks=(*wording.asks, *(ask for ask in _APPOINTMENT if ask.name not in known)))


def _listed(where: list[str]) -> str:
    return where[0] if len(where) == 1 else f"{', '.join(where[:-1])} and {where[-1]}"
