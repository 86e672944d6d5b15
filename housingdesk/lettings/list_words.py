"""What a line of a list says, in words: what is new, what differs, what has to be put right. Risk only for who may see it."""

from housingdesk.lettings.assessment_stock import assessment
from housingdesk.lettings.rules.nominations import Compared, Difference, Told
from housingdesk.values.text import sentence_case

_WORDS = {"name": "Name", "their_reference": "Their reference", "bedrooms_needed": "Bedrooms", "priority": "Priority",
          "answer_by": "Answer by"}


def what_is_said(one: Compared, private: bool) -> tuple[str, str]:
    """What a line says, and the rest of it, for the two lines of a cell."""
    if one.told is Told.NOT_READ:
        words = [problem.message for problem in one.incoming.problems] or ["There is no name"]
        return words[0], ". ".join(words[1:])
    if one.told is Told.CHANGED:
        words = [difference_words(each, private) for each in one.differences]
        return words[0], ". ".join(words[1:])
    if one.told is Told.ENDED and one.known is not None:
        return sentence_case(one.known.ended), f"{one.known.reference}: open them to take them up again"
    if one.told is Told.SAME:
        return "Nothing new", one.known.reference if one.known is not None else "Stands in this list already"
    return _new(one)


def _new(one: Compared) -> tuple[str, str]:
    said, row = one.incoming.answers, one.incoming
    beds = "" if row.bedrooms is None else f"{row.bedrooms} bedroom{'s' if row.bedrooms != 1 else ''}"
    first = [beds, f"priority {row.priority}" if row.priority else "", row.their_reference,
             f"for {row.wanted}" if row.wanted else ""]
    people = [said[key] for key in sorted(said) if key.startswith("name_") and key != "name_1"]
    more = [f"With {', '.join(people)}"] if people else []
    more += [said[key] for key in ("phone_1", "email_1") if key in said]
    more += ["Support or risk is said"] if row.private else []
    return ", ".join(part for part in first if part) or "Name and nothing else", ". ".join(more)


def difference_words(difference: Difference, private: bool) -> str:
    """One difference as people say it."""
    what = _WORDS.get(difference.key) or _question(difference.key)
    if difference.secret and not private:
        return f"{what}: said otherwise"
    after = _short(difference.after)
    return f"{what}: {after}, was {_short(difference.before)}" if difference.before else f"{what}: {after}"


def _question(key: str) -> str:
    asks = assessment()
    if not asks.asks(key):
        return sentence_case(key.replace("_", " "))
    question, person = asks.find(key)
    return question.ask.rstrip("?") + (f" (person {person})" if question.each and person > 1 else "")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}…"
