"""What one letter can speak of: its merge fields and the facts on which its parts are shown, in a person's words."""

from collections.abc import Mapping

from housingdesk.letters.rules import paper_fields
from housingdesk.letters.rules.fields import CATALOGUE, FACTS
from housingdesk.letters.rules.merge import PAPERS
from housingdesk.letters.rules.source import Wording
from housingdesk.values.rows import frozen


@frozen
class FieldInfo:
    """A merge field as a person reads it. ``empty`` says on what it depends, if it can be empty."""

    name: str
    words: str
    example: str
    empty: str = ""


@frozen
class Vocabulary:
    """Fields and facts by their names."""

    fields: Mapping[str, FieldInfo]
    facts: Mapping[str, str]


def vocabulary_of(wording: Wording) -> Vocabulary:
    """The answers to the letter's own questions first, then what every letter knows; a paper knows other things."""
    catalogue, facts = (paper_fields.CATALOGUE, paper_fields.FACTS) if wording.family in PAPERS else (CATALOGUE, FACTS)
    asked = {ask.name: FieldInfo(ask.name, ask.label[:1].lower() + ask.label[1:], ask.example,
                                 "it was answered" if ask.optional else "") for ask in wording.asks}
    known = {name: FieldInfo(name, field.words, field.example, facts.get(field.given_when, ""))
             for name, field in catalogue.items()}
    answered = {f"has_{ask.name}": f"“{ask.label}” was answered" for ask in wording.asks if ask.optional}
    return Vocabulary({**asked, **known}, {**facts, **answered})
