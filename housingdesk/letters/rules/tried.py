"""On whom a wording is tried: a made-up person or a real one, and in which form they would get it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from housingdesk.letters.rules.compose import LetterFacts
from housingdesk.letters.rules.envelopes import USUAL, Envelope
from housingdesk.letters.rules.fields import FACTS
from housingdesk.letters.rules.merge import Template
from housingdesk.letters.rules.samples import Sample, sample_facts
from housingdesk.letters.rules.words import AgreementKind, words_for


class Look(StrEnum):
    """The form in which a letter is looked at."""

    AS_IT_IS = "as usual"
    LARGE = "in large print"
    EASY = "in easy read"
    LICENCE = "as a licence"


@dataclass(frozen=True, slots=True)
class RealPerson:
    """Somebody of the association with what a letter to them is made from, read once. ``template`` questions are answered
    with their examples.
    """

    tenancy_id: int
    words: str
    facts: LetterFacts
    envelopes: Sequence[Envelope]
    demo: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """Who it is tried on and how: a real person where there is one, else the sample."""

    sample: Sample
    look: Look = Look.AS_IT_IS
    person: RealPerson | None = None
    envelopes: Sequence[Envelope] = field(default=USUAL)

    @property
    def words(self) -> str:
        """Who it is."""
        return self.person.words if self.person is not None else self.sample.words

    def facts(self, template: Template) -> LetterFacts:
        """What the letter is made from."""
        if self.person is None:
            return looked_at(sample_facts(template, self.sample), self.look)
        examples = {ask.name: ask.example for ask in template.asks}
        return looked_at(replace(self.person.facts, fields={**self.person.facts.fields, **examples}), self.look)

    def why_not(self, template: Template) -> str:
        """Why a real person would not be written this letter; empty where they would be."""
        lacking = template.lacking(self.person.facts.facts) if self.person is not None else None
        return f"It would not be written to them: it is only for when {FACTS.get(lacking, lacking)}" if lacking else ""


def looked_at(facts: LetterFacts, look: Look) -> LetterFacts:
    """The same letter in another form."""
    match look:
        case Look.LARGE:
            return replace(facts, large_print=True)
        case Look.EASY:
            return replace(facts, easy_read=True)
        case Look.LICENCE:
            return replace(facts, words=words_for(AgreementKind.LICENCE), facts={**facts.facts, "licence": True})
        case _:
            return facts
