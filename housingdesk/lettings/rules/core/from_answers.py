"""From what a household said and what is known of the letting to its CORE log. Which field takes what is the year's data.

Pure. Before all stand answers that were put right in the log itself, then what was said at the desk, then the facts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.lettings.rules.core.catalogue import Catalogue, Field
from housingdesk.lettings.rules.core.checking import checks
from housingdesk.lettings.rules.core.conditions import person_key
from housingdesk.lettings.rules.core.log import Landlord, Log, read_log
from housingdesk.lettings.rules.core.problems import CoreProblem
from housingdesk.lettings.rules.core.rents import RentTable
from housingdesk.lettings.rules.core.sources import Source, Sources, keys_of_answers, person_field, sources_of
from housingdesk.lettings.rules.signup.answers import Answers
from housingdesk.lettings.rules.words import Given
from housingdesk.values.dates import age
from housingdesk.values.money import decimal_text

_NOTHING: Mapping[str, str] = {}


def log_of(answers: Answers, catalogue: Catalogue, landlord: Landlord, facts: Mapping[str, str],
           mended: Mapping[str, str] = _NOTHING) -> Log:
    """The log of a letting. ``facts`` are texts by key, as answers are; ``mended`` are cells by field key.

    What a year does not ask of such a letting is left out, whatever was answered.
    """
    reader = _Reader(answers, catalogue, facts)
    cells = {field.key: text for field in catalogue.fields if (text := reader.cell(field))}
    cells = {key: text for key, text in (cells | dict(mended)).items() if text and key in catalogue.by_key}
    log = read_log(catalogue, landlord, cells)
    while stray := [key for key in cells if not log.asked(catalogue.field(key)) and key not in mended]:
        cells = {key: text for key, text in cells.items() if key not in stray}
        log = read_log(catalogue, landlord, cells)
    return log


def not_known(answers: Answers, catalogue: Catalogue, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of the questions whose answer is still to come while the log says “don’t know” or nothing in its place."""
    reader = _Reader(answers, catalogue, facts)
    keys = (key for field in catalogue.fields for key in reader.questions(field.key))
    return tuple(dict.fromkeys(key for key in keys if _given(answers, key) is Given.NOT_KNOWN))


def not_sent(answers: Answers, catalogue: Catalogue) -> int:
    """How many people of the household a log has no room for."""
    return max(0, len(_people(answers, sources_of(catalogue), catalogue)) - catalogue.limit("persons"))


def problems_of(log: Log, answers: Answers, today: date, rents: RentTable | None = None) -> list[CoreProblem]:
    """All that the service would say of the log, and the people of the household of whom it would never hear."""
    found = checks(log, today, rents)
    first = _first_of_person(log.catalogue)
    people = len(_people(answers, sources_of(log.catalogue), log.catalogue))
    for place in range(2, min(people, log.catalogue.limit("persons")) + 1):
        if not log.is_there(place) and first:
            key = f"{first}_{place}"
            found.append(log.problem((key,), f"“{log.catalogue.field(key).ask}” needs an answer"))
    return sorted(found, key=lambda problem: problem.numbers)


def problems_by_question(problems: Sequence[CoreProblem], answers: Answers, catalogue: Catalogue, facts: Mapping[str, str],
                         asked: Callable[[str], bool]) -> Mapping[str, tuple[CoreProblem, ...]]:
    """The problems by the key of the question that they touch; under ``""`` those that no question can mend.

    ``asked`` says of a key whether the sign-up asks it. A problem stands at the questions of its chief field; where none is
    asked, at those of its other fields.
    """
    reader = _Reader(answers, catalogue, facts)
    found: dict[str, list[CoreProblem]] = {}
    for problem in problems:
        for key in _places(problem, reader, asked):
            found.setdefault(key, []).append(problem)
    return {key: tuple(ones) for key, ones in found.items()}


def _places(problem: CoreProblem, reader: "_Reader", asked: Callable[[str], bool]) -> tuple[str, ...]:
    by_field = [tuple(q for q in reader.questions(key) if asked(q)) for key in problem.keys]
    return tuple(dict.fromkeys(key for keys in by_field for key in keys)) or ("",)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a source gave: its text, and how it was given."""

    text: str
    given: Given = Given.SAID


class _Reader:
    """Reads one field after the other out of answers and facts."""

    def __init__(self, answers: Answers, catalogue: Catalogue, facts: Mapping[str, str]) -> None:
        self.answers, self.catalogue, self.facts = answers, catalogue, facts
        self.sources = sources_of(catalogue)
        self.people = _people(answers, self.sources, catalogue)

    def questions(self, key: str) -> tuple[str, ...]:
        """The keys of the answers that a field takes, its own first."""
        sources = self._sources(key)
        others = tuple(person_key(source.any_of, n) for source in sources if source.any_of for n in self.people[1:])
        return (*keys_of_answers(sources), *others)

    def cell(self, field: Field) -> str:
        """What the log says in a field, as the text of its cell; empty for nothing."""
        for source in self._sources(field.key):
            found = self._taken(source, field)
            if found is not None:
                return found
        return ""

    def _sources(self, key: str) -> tuple[Source, ...]:
        base, place = person_field(self.catalogue, key)
        if not place:
            return self.sources.of(key)
        if place > len(self.people):
            return ()
        number = self.people[place - 1]
        return tuple(source.of_person(number) for source in self.sources.of(base))

    def _look(self, key: str) -> _Found | None:
        said = self.answers.said.get(key)
        if said is not None and (said.value or said.given is not Given.SAID):
            return _Found(said.value, said.given)
        fact = self.facts.get(key, "") or self.answers.facts.get(key, "")
        return _Found(fact) if fact else None

    def _anybody(self, key: str) -> _Found | None:
        found = [one for number in self.people if (one := self._look(person_key(key, number)))]
        return _Found("yes" if any(one.text == "yes" for one in found) else "no") if found or len(self.people) == 1 else None

    def _reckoned(self, source: Source) -> _Found | None:
        """The sum of the amounts, in pence; not known when one of them is not."""
        found = [one for key in source.add if (one := self._look(key))]
        less = self._look(source.less) if source.less else _Found("0")
        if less is None or not (found or (source.nought and self._look(source.nought))):
            return None
        for one in (*found, less):
            if one.given is not Given.SAID or not one.text.lstrip("-").isdigit():
                return one
        weeks = self._look(source.each) if source.each else None
        times = int(self.sources.weeks.get(weeks.text, "1")) if weeks else 1
        left = sum(int(one.text) for one in found) - int(less.text)
        return _Found(str(left * times)) if left > 0 or not source.less else _Found("", Given.SAID)

    def _taken(self, source: Source, field: Field) -> str | None:
        """The text of the cell; None when this source has nothing and the next is asked."""
        if source.always:
            return source.always
        found = self._found(source)
        if found is None:
            return None
        if source.way == "whether":
            said = "yes" if found.text not in ("", "0") else "no"
            return source.codes.get(said if found.given is Given.SAID else found.given.name.lower(), "")
        if source.known:
            return source.known.get(found.given.name.lower())
        if found.given is not Given.SAID:
            return self._instead(found.given, field)
        return self._read(source, found.text, field)

    def _found(self, source: Source) -> _Found | None:
        if source.any_of:
            return self._anybody(source.any_of)
        return self._reckoned(source) if source.add else self._look(source.take)

    def _instead(self, given: Given, field: Field) -> str:
        base, _ = person_field(self.catalogue, field.key)
        table = self.sources.not_said if given is Given.NOT_SAID else self.sources.not_known
        return table.get(base, "")

    def _read(self, source: Source, text: str, field: Field) -> str | None:
        if source.way == "payments":
            return next((code for code, times in self.catalogue.data["payments"].items() if str(times) == text), "")
        if source.way in ("first half", "second half"):
            return _half(text, source.way == "first half")
        if source.way:
            other = self._look(source.day) if source.day else None
            return _of_day(source.way, text, "" if other is None else other.text)
        if text in source.codes:
            return source.codes[text]
        if source.other is not None:
            return source.other or None
        return _cell(text, field)


def _people(answers: Answers, sources: Sources, catalogue: Catalogue) -> tuple[int, ...]:
    """The numbers of the household's people in their order, the lead tenant first.

    As many as were said, or as have a name; where neither is known, whoever has any answer.
    """
    said = answers.number(sources.how_many) or 0
    named = max(_numbers(answers, {sources.persons.removesuffix("_n")}), default=0)
    if said or named:
        return tuple(range(1, max(said, named) + 1))
    bases = {base for key in catalogue.by_key for base, place in [person_field(catalogue, key)] if place}
    names = {key[:-2] for base in bases for key in keys_of_answers(sources.of(base)) if key.endswith("_n")}
    return tuple(sorted(_numbers(answers, names) | {1}))


def _numbers(answers: Answers, names: set[str]) -> set[int]:
    """The numbers of the people who have one of these answers."""
    given = [key for key, said in answers.said.items() if said.value or said.given is not Given.SAID]
    given += [key for key, text in answers.facts.items() if text and key not in answers.said]
    parted = [key.rpartition("_") for key in given]
    return {int(last) for name, _, last in parted if name in names and last.isdigit()}


def _first_of_person(catalogue: Catalogue) -> str:
    """The first field that is asked of a second person, without its number."""
    keys = (person_field(catalogue, field.key) for field in sorted(catalogue.fields, key=lambda f: f.number))
    return next((base[:-2] for base, place in keys if place == 2), "")


def _given(answers: Answers, key: str) -> Given | None:
    said = answers.said.get(key)
    return None if said is None else said.given


def _half(text: str, first: bool) -> str:
    bare = "".join(text.split())
    return bare[:-3] if first else bare[-3:]


def _of_day(way: str, text: str, other: str) -> str:
    """A part of an ISO date, the whole years from it to another, or from a birth; nothing where there is no such day."""
    try:
        day = date.fromisoformat(text)
        if way in ("day", "month", "year"):
            return str(getattr(day, way))
        until = date.fromisoformat(other)
    except ValueError:
        return ""
    if way == "age":
        return str(max(1, age(day, until)))
    return str(round((until - day).days / 365.25))


def _cell(text: str, field: Field) -> str:
    """A text as the field's cell takes it: pence as pounds, a word of the list as its code."""
    if field.kind == "amount" and text.lstrip("-").isdigit():
        return decimal_text(int(text))
    if field.codes and text not in field.codes:
        wanted = text.casefold()
        return next((code for code, words in field.codes.items() if words.casefold() == wanted), text)
    return text
