"""What a template is checked for before it may be used: plain words, one thing to do, and fields that exist."""

import re
from collections.abc import Iterator, Mapping

from housingdesk.letters.rules.easy import LONGEST_SENTENCE as LONGEST_EASY
from housingdesk.letters.rules.easy import sentences
from housingdesk.letters.rules.fields import CATALOGUE, FACTS, Known
from housingdesk.letters.rules.merge import BlockKind, Family, Part, Template, TemplateBlock
from housingdesk.values.problems import Problem

LONGEST_SENTENCE = 25
HIGHEST_READING_AGE = 11.0
JARGON = {"arrears": "money owed", "commence": "start", "pursuant": "under", "remit": "pay", "delinquent": "behind",
          "aforementioned": "this", "hereby": "", "outstanding": "owed", "customer": "the person's own word",
          "unit": "home", "liaise": "talk", "utilise": "use", "endeavour": "try", "henceforth": "from now on"}
_NEEDS_ADVICE = frozenset({Family.ARREARS, Family.NOTICE})
_WORD = re.compile(r"[A-Za-z’']+")
_SENTENCE = re.compile(r"(?<=[.?!])[”’)]*\s+")


def template_problems(template: Template, fields: Mapping[str, str], facts: Mapping[str, str]) -> list[Problem]:
    """All that stands against using a template. ``fields`` give an example for each known field, ``facts`` its meaning."""
    examples = {**fields, **{ask.name: ask.example for ask in template.asks}}
    return [*_unknown(template, fields, facts), *_shape(template), *_empty(template, CATALOGUE), *_wording(template, examples),
            *_easy(template, examples)]


def reading_age(text: str) -> float:
    """The age in years at which a text is easy to read: the Flesch–Kincaid grade (1975) and five.

    >>> round(reading_age("Please ring us. We can help you."), 1), round(reading_age("Contact constitutes agreement."), 1)
    (5.0, 26.0)
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = [s for s in _SENTENCE.split(text) if _WORD.search(s)]
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(grade, 0.0) + 5


def long_sentences(text: str) -> list[str]:
    """The sentences with more than 25 words."""
    return [s for s in _SENTENCE.split(text) if len(_WORD.findall(s)) > LONGEST_SENTENCE]


def template_text(template: Template, fields: Mapping[str, str]) -> str:
    """The words of headline and blocks with example values, as a reader would meet them."""
    spoken = [_spoken(template.headline, fields)]
    spoken += [_spoken(text, fields) for block in template.blocks for text in (block.text, *block.points) if text]
    return " ".join(spoken)


def _spoken(parts: tuple[Part, ...], fields: Mapping[str, str]) -> str:
    return "".join(fields.get(part.text, "") if part.is_field else part.text for part in parts)


def _syllables(word: str) -> int:
    bare = word.lower().strip("’'")
    groups = len(re.findall(r"[aeiouy]+", bare))
    silent_e = bare.endswith("e") and not bare.endswith(("le", "ee"))
    silent_ed = bare.endswith("ed") and bare[-3:-2] not in "td"
    return max(1, groups - (silent_e or silent_ed))


def _unknown(template: Template, fields: Mapping[str, str], facts: Mapping[str, str]) -> Iterator[Problem]:
    asked = {ask.name for ask in template.asks}
    for name in sorted(template.fields() - set(fields) - asked):
        yield Problem("field", f"The field “{name}” is not known")
    optional = {f"has_{ask.name}" for ask in template.asks if ask.optional}
    for name in sorted(template.facts() - set(facts) - optional - {"with_statement"}):
        yield Problem("condition", f"The condition “{name}” is not known")


def _shape(template: Template) -> Iterator[Problem]:
    kinds = [block.kind for block in template.blocks]
    actions = [block for block in template.blocks if block.kind is BlockKind.ACTION]
    most = max((len([b for b in actions if not _exclude(a, b)]) for a in actions), default=0)
    if most > 1 or (not actions and template.family is Family.ARREARS):
        yield Problem("action", f"A letter asks for one thing; this one has {len(actions)} boxes that say what to do")
    if not any(part.is_field and part.text == "phone" for block in template.blocks for text in (block.text, *block.points)
               for part in text):
        yield Problem("action", "The letter gives no telephone number")
    if BlockKind.ADVICE not in kinds and template.family in _NEEDS_ADVICE:
        yield Problem(str(BlockKind.ADVICE), "The letter has no advice line")
    if BlockKind.SIGN_OFF not in kinds:
        yield Problem(str(BlockKind.SIGN_OFF), "The letter has no signature")


def _exclude(one: TemplateBlock, other: TemplateBlock) -> bool:
    """Whether two blocks are never printed together: one stands when the other does not."""
    return one is not other and bool(set(one.when) & set(other.unless) or set(one.unless) & set(other.when))


def _empty(template: Template, known: Mapping[str, Known]) -> Iterator[Problem]:
    """Fields that can be empty where the letter does not make sure that they are not."""
    optional = {ask.name: f"has_{ask.name}" for ask in template.asks if ask.optional}
    parts = [(template.headline, template.needs)]
    parts += [(text, (*block.when, *template.needs)) for block in template.blocks for text in block.texts]
    for text, when in parts:
        for name in sorted({part.text for part in text if part.is_field}):
            needed = optional.get(name) or (known[name].given_when if name in known else "")
            if needed and needed not in when:
                yield Problem("field", f"“{name}” can be empty: show that part only when {_words(needed)}")


def _words(fact: str) -> str:
    return f"“{fact.removeprefix('has_')}” was answered" if fact.startswith("has_") else FACTS.get(fact, fact)


def _wording(template: Template, fields: Mapping[str, str]) -> Iterator[Problem]:
    text = template_text(template, fields)
    for sentence in long_sentences(text):
        yield Problem("wording", f"This sentence has more than {LONGEST_SENTENCE} words: {sentence}")
    age = reading_age(text)
    if age > HIGHEST_READING_AGE:
        yield Problem("wording", f"The letter reads at age {age:.0f}; aim for 9 and stay under {HIGHEST_READING_AGE:.0f}")
    for word in _WORD.findall(text):
        if word.lower() in JARGON:
            yield Problem("wording", f"“{word}” is jargon. Say “{JARGON[word.lower()]}”")
        if len(word) > 3 and word.isupper():
            yield Problem("wording", f"“{word}” is in capitals, which are harder to read")


def _easy(template: Template, fields: Mapping[str, str]) -> Iterator[Problem]:
    """Easy read asks a question over each part and says one thing in each sentence after it."""
    for block in template.blocks:
        said = [_spoken(one, fields) for one in sentences(block.easy)]
        if said and not said[0].endswith("?"):
            yield Problem("easy", f"For easy read a part begins with a question: {said[0]}")
        for sentence in said:
            if len(_WORD.findall(sentence)) > LONGEST_EASY:
                yield Problem("easy", f"For easy read this has more than {LONGEST_EASY} words: {sentence}")
