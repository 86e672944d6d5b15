"""Where each field of a collection year takes its answer, as the year's file says. Reads that part of it, decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from housingdesk.errors import Refused
from housingdesk.lettings.rules.core.catalogue import Catalogue
from housingdesk.lettings.rules.core.conditions import person_key

_WAYS = frozenset({"", "day", "month", "year", "age", "years", "first half", "second half", "payments", "whether"})


@dataclass(frozen=True, slots=True)
class Source:
    """One place an answer may come from: ``take`` the key of an answer or fact, ``way`` how it is read.

    ``day`` is the key of a second day that ages and lengths are reckoned with. ``codes`` and ``other`` turn a text into a
    code, ``known`` says by a code whether there is an answer, ``always`` is an answer by itself. ``any_of`` is asked of every
    person. ``add`` are amounts, ``less`` one that is taken from them, ``each`` says for how many weeks; without any of them
    the amount is nought once there is an answer to ``nought``.
    """

    take: str
    way: str = ""
    day: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    other: str | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    always: str = ""
    any_of: str = ""
    add: tuple[str, ...] = ()
    less: str = ""
    each: str = ""
    nought: str = ""

    def of_person(self, number: int) -> "Source":
        """The same of one person: ``born_on_n`` is ``born_on_2``."""
        return replace(self, take=person_key(self.take, number), day=person_key(self.day, number) if self.day else "")


@dataclass(frozen=True, slots=True)
class Sources:
    """The year's sources by field, ``age_n`` for each person's, and what stands for answers that were not given.

    ``weeks``: how many weeks a payment is for. ``persons`` is the key of everybody's name, ``how_many`` of their number.
    """

    fields: Mapping[str, tuple[Source, ...]]
    not_said: Mapping[str, str]
    not_known: Mapping[str, str]
    weeks: Mapping[str, str]
    persons: str
    how_many: str

    def of(self, key: str) -> tuple[Source, ...]:
        """The sources of a field by its key (with ``_n`` for a person's), the answer to its own question first."""
        listed = self.fields.get(key, ())
        return listed if any(source.take == key for source in listed) else (Source(key), *listed)


def sources_of(catalogue: Catalogue) -> Sources:
    """Where the fields of a year come from; Refused when its file says something that does not hold together."""
    data = catalogue.data.get("answers", {})
    try:
        fields = {key: tuple(map(_source, rows)) for key, rows in data.get("from", {}).items()}
        made = Sources(fields, _texts(data, "not_said"), _texts(data, "not_known"), _texts(data, "weeks"),
                       data.get("persons", "name_n"), data.get("how_many", "people"))
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused(f"Where CORE {catalogue.collection} takes its answers is not readable: {error}") from error
    strays = [key for key in (*made.fields, *made.not_said, *made.not_known) if person_key(key, 1) not in catalogue.by_key
              and person_key(key, 2) not in catalogue.by_key]
    strays += [source.way for sources in fields.values() for source in sources if source.way not in _WAYS]
    if strays:
        raise Refused(f"CORE {catalogue.collection} takes answers for {', '.join(strays)}, and has nothing of that name")
    return made


def _source(row: Mapping[str, Any]) -> Source:
    return Source(row.get("take", ""), row.get("as", ""), row.get("on", row.get("until", "")), row.get("codes", {}),
                  row.get("other"), row.get("known", {}), row.get("always", ""), row.get("any", ""), tuple(row.get("add", ())),
                  row.get("less", ""), row.get("each", ""), row.get("nought", ""))


def _texts(data: Mapping[str, Any], name: str) -> Mapping[str, str]:
    return {key: str(value) for key, value in data.get(name, {}).items()}


def person_field(catalogue: Catalogue, key: str) -> tuple[str, int]:
    """A field's key with ``_n`` and the number of the person, or the key and 0 when it is about nobody.

    Fields of persons are those that the last person of a log has too.
    """
    name, _, last = key.rpartition("_")
    if last.isdigit() and f"{name}_{catalogue.limit('persons')}" in catalogue.by_key:
        return f"{name}_n", int(last)
    return key, 0


def keys_of_answers(sources: Sequence[Source]) -> tuple[str, ...]:
    """The keys of the answers that are asked for, in order."""
    return tuple(dict.fromkeys(key for source in sources for key in (source.take, source.day, *source.add, source.less) if key))
