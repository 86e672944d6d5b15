"""In which order a council's form asks, and from which of our answers each question is filled. Pure.

An order is a text that people can read and change: a line with ``#`` is a part of the form, every other one a question as the
form words it, ``=``, and where the answer comes from. Several sources stand with ``+`` between them; ``= sign`` is left for
the person's own hand.

    # Part 1: About you
    Surname = surname
    Address you claim for = address + postcode
"""

from collections.abc import Mapping
from datetime import date

from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import line_problem, one_line

ORDER_FILE = "Order of the form"
TO_BE_ASKED = "To be asked"
SIGN = "sign"
LONGEST = 20_000
SOURCES: dict[str, str] = {
    "name": "the claimant’s name", "surname": "surname", "forenames": "first names", "born_on": "date of birth",
    "nino": "National Insurance number", "telephone": "telephone", "email": "e-mail",
    "household": "everybody who lives there", "others": "everybody besides the claimant", "previous_address": "address before",
    "nationality": "nationality", "work": "work", "income": "income", "benefits": "other benefits",
    "address": "address of the home", "postcode": "postcode", "home": "what sort of home", "bedrooms": "bedrooms",
    "moved_in": "moved in on", "agreement": "kind of agreement", "agreement_from": "agreement from", "holders": "who holds it",
    "landlord": "landlord", "landlord_address": "landlord’s address", "landlord_phone": "landlord’s telephone",
    "landlord_status": "what the landlord is", "rent_every": "how often rent is due", "rent_total": "whole rent",
    "rent_alone": "rent alone", "eligible": "charges that count, one by one", "eligible_total": "rent and charges that count",
    "ineligible": "charges that do not count, one by one", "ineligible_total": "charges that do not count, together",
    "water": "water", "support_charge": "support charge", "rent_free": "rent-free weeks",
    "agreed_rent": "rent the council agreed",
    "scheme": "supported scheme", "supporter": "who gives support", "support_hours": "hours of support",
    "support": "what support is given", "to_landlord": "pay the landlord", "creditor_number": "our creditor number",
    "rent_reference": "our reference for the rent", "claim_kind": "what is claimed", "claim_from": "claimed from",
    "claim_reference": "reference of the claim", "authority": "authority to talk to us", "evidence": "evidence that is there",
    "missing": "evidence to come", "today": "day of printing", SIGN: "left for the person’s own hand",
}
"""Where an answer may come from, with its words for who writes an order."""


@frozen
class Asks:
    """One question as the form words it, and where its answer comes from."""

    label: str
    sources: tuple[str, ...]

    def answer(self, known: Mapping[str, str]) -> str:
        """What is known, or that it is to be asked; empty where it is for the person's own hand."""
        if SIGN in self.sources:
            return ""
        return ", ".join(known[one] for one in self.sources if known.get(one)) or TO_BE_ASKED


@frozen
class FormPart:
    """A part of the form with its questions, in order."""

    title: str
    questions: tuple[Asks, ...]


def read_order(text: str) -> tuple[tuple[FormPart, ...], list[Problem]]:
    """The parts of an order, and every line that cannot be read, by its number.

    >>> read_order("# About you\\nSurname = surname")[0]
    (FormPart(title='About you', questions=(Asks(label='Surname', sources=('surname',)),)),)
    """
    found: list[tuple[str, list[Asks]]] = []
    problems = [Problem("text", "The order is too long to be kept. Shorten it")] if len(text) > LONGEST else []
    for number, line in enumerate(text.splitlines(), 1):
        words = one_line(line)
        if words.startswith("#"):
            found.append((words.lstrip("# "), []))
        elif words:
            made = _question(words)
            if isinstance(made, str):
                problems.append(Problem("text", made, number))
            else:
                if not found:
                    found.append(("", []))
                found[-1][1].append(made)
    parts = tuple(FormPart(title, tuple(asks)) for title, asks in found if asks)
    if not parts and not problems:
        problems.append(Problem("text", "Write at least one question, such as “Surname = surname”"))
    return parts, problems


def _question(words: str) -> Asks | str:
    label, mark, said = (part.strip() for part in words.rpartition("="))
    if not mark or not label:
        return "A question and where its answer comes from stand with = between them: “Surname = surname”"
    sources = tuple(one.strip() for one in said.split("+"))
    unknown = next((one for one in sources if one not in SOURCES), None)
    if unknown is not None:
        return f"“{unknown}” is no answer that is known here. Those are: {', '.join(SOURCES)}"
    return line_problem(label, "The question", 300) or Asks(label, sources)


def dated(valid_from: date, text: str) -> str:
    """An order with the day from which it holds on its first line, as it is kept."""
    return f"{valid_from.isoformat()}\n{text.strip()}\n"


def undated(kept: str) -> tuple[date, str]:
    """The day and the order of a kept text."""
    first, _, text = kept.partition("\n")
    return date.fromisoformat(first), text.strip()
