"""What a template is checked for before it may be used: plain words, one thing to do, and fields that exist."""

import re
from collections.abc import Iterator, Mapping

from housingdesk.letters.rules.merge import BlockKind, Part, Template
from housingdesk.values.problems import Problem

LONGEST_SENTENCE = 25
HIGHEST_READING_AGE = 11.0
JARGON = {"arrears": "money owed", "commence": "start", "pursuant": "under", "remit": "pay", "delinquent": "behind",
          "aforementioned": "this", "hereby": "", "outstanding": "owed", "customer": "the person's own word",
          "unit": "home", "liaise": "talk", "utilise": "use", "endeavour": "try", "henceforth": "from now on"}
_WORD = re.compile(r"[A-Za-z’']+")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def template_problems(template: Template, fields: Mapping[str, str], facts: Mapping[str, str]) -> list[Problem]:
    """All that stands against using a template. ``fields`` give an example for each known field, ``facts`` its meaning."""
    return [*_unknown(template, fields, facts), *_shape(template), *_wording(template, fields)]


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
    spoken += [_spoken(block.text, fields) for block in template.blocks if block.text]
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
    for name in sorted(template.fields() - set(fields)):
        yield Problem("field", f"The field “{name}” is not known")
    for name in sorted(template.facts() - set(facts)):
        yield Problem("condition", f"The condition “{name}” is not known")


def _shape(template: Template) -> Iterator[Problem]:
    kinds = [block.kind for block in template.blocks]
    actions = [block for block in template.blocks if block.kind is BlockKind.ACTION]
    if len(actions) != 1:
        yield Problem("action", f"A letter asks for one thing; this one has {len(actions)} boxes that say what to do")
    if not any(part.is_field and part.text == "phone" for block in actions for part in block.text):
        yield Problem("action", "The box that says what to do has no telephone number")
    for kind in (BlockKind.ADVICE, BlockKind.SIGN_OFF):
        if kind not in kinds:
            yield Problem(str(kind), f"The letter has no {'advice line' if kind is BlockKind.ADVICE else 'signature'}")


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
