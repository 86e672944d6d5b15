"""What a template is checked for before it may be used: plain words, one thing to do, and fields that exist.

A finding that ``stops`` keeps a wording from being used; the others are for the one who writes and the one who checks to look
at. Each says where it is, so that a key leads there. How many pages it takes and whether the address shows in the window is
seen only when it is drawn: see ``letters.proof``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from housingdesk.letters.rules.easy import LONGEST_SENTENCE as LONGEST_EASY
from housingdesk.letters.rules.easy import sentences
from housingdesk.letters.rules.fields import CATALOGUE, FACTS, Known
from housingdesk.letters.rules.legal import legal_edits
from housingdesk.letters.rules.merge import BlockKind, Family, Part, Template, TemplateBlock
from housingdesk.letters.rules.plain import (
    AIM_READING_AGE,
    HIGHEST_READING_AGE,
    LONGEST_SENTENCE,
    WORD,
    capitals,
    long_sentences,
    official_words,
    reading_age,
)
from housingdesk.letters.rules.source import wording_from
from housingdesk.values.problems import Problem
from housingdesk.values.text import line_problem

__all__ = ["Finding", "findings", "long_sentences", "reading_age", "template_problems", "template_text"]
HEADLINE = -1
_WRITTEN = frozenset({BlockKind.PARAGRAPH, BlockKind.POINTS, BlockKind.ACTION, BlockKind.HEADING, BlockKind.CLAUSE})
_NEEDS_ADVICE = frozenset({Family.ARREARS, Family.NOTICE})
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,40}>|(?<!\w)_[^\s_][^_]*_(?!\w)|(?<![\w*])\*[^\s*][^*]*\*(?![\w*])")
_MOST_LEGAL = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. ``place`` is the part from nought, −1 the headline, None the whole letter.

    ``word`` is what it is about there; ``swap`` is what a key puts in its place, empty to take it out.
    """

    field: str
    message: str
    stops: bool = True
    place: int | None = None
    word: str = ""
    swap: str | None = None


def template_problems(template: Template, fields: Mapping[str, str], facts: Mapping[str, str]) -> list[Problem]:
    """All that stands against using a template. ``fields`` give an example for each known field, ``facts`` its meaning."""
    return [Problem(one.field, one.message) for one in findings(template, fields, facts) if one.stops]


def findings(template: Template, fields: Mapping[str, str], facts: Mapping[str, str],
             shipped: Template | None = None) -> list[Finding]:
    """All that is to be said of a template, what stops it first. ``shipped``: the words that came with the program."""
    examples = {**fields, **{ask.name: ask.example for ask in template.asks}}
    found = [*_unknown(template, fields, facts), *_names(template), *_shape(template), *_empty(template, CATALOGUE),
             *_wording(template, examples), *_easy(template, examples), *_legal(template, shipped), *_stale(template, shipped)]
    return sorted(found, key=lambda one: not one.stops)


def wording_findings(template: Template, fields: Mapping[str, str]) -> Iterator[Finding]:
    """What may be said plainer in a paper. None of it stops: words of an agreement can be those of the law."""
    printed = replace(template, blocks=tuple(replace(block, text=(), points=()) if block.kind is BlockKind.NOTE else block
                                             for block in template.blocks))
    for one in (*_names(template), *_holes(template), *_wording(printed, fields)):
        yield one if one.field != "wording" else replace(one, stops=False)


def template_text(template: Template, fields: Mapping[str, str]) -> str:
    """The words of headline and blocks with example values, as a reader would meet them."""
    return " ".join(_spoken(parts, fields) for _, parts in _texts(template) if parts)


def _texts(template: Template) -> Iterator[tuple[int, tuple[Part, ...]]]:
    yield HEADLINE, template.headline
    for place, block in enumerate(template.blocks):
        for text in (block.text, *block.points):
            yield place, text


def _all_texts(template: Template) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """As ``_texts``, and what is written for easy read."""
    yield HEADLINE, template.headline
    for place, block in enumerate(template.blocks):
        for text in block.texts:
            yield place, text


def _spoken(parts: tuple[Part, ...], fields: Mapping[str, str]) -> str:
    return "".join(fields.get(part.text, "") if part.is_field else part.text for part in parts)


def _unknown(template: Template, fields: Mapping[str, str], facts: Mapping[str, str]) -> Iterator[Finding]:
    known = {*fields, *(ask.name for ask in template.asks)}
    places = {part.text: place for place, text in reversed([*_all_texts(template)]) for part in text if part.is_field}
    for name in sorted(set(places) - known):
        yield Finding("field", f"The field “{name}” is not known", place=places[name])
    optional = {f"has_{ask.name}" for ask in template.asks if ask.optional}
    asked = {name: place for place, block in reversed([*enumerate(template.blocks)]) for name in (*block.when, *block.unless)}
    for name in sorted(template.facts() - set(facts) - optional - {"with_statement"}):
        yield Finding("condition", f"The condition “{name}” is not known", place=asked.get(name))


def _names(template: Template) -> Iterator[Finding]:
    """What is read on screen and asked of the writer."""
    if not template.words_for.strip():
        yield Finding("for", "It does not say for whom the letter is", stops=False, place=HEADLINE)
    said = [(template.title, "The name of the letter"), (template.words_for, "For whom it is")]
    said += [(text, f"The question “{ask.label}”") for ask in template.asks for text in (ask.label, ask.example)]
    said += [(block.title, f"The title of part {number}") for number, block in enumerate(template.blocks, start=1)]
    for text, what in said:
        problem = line_problem(text, what, 1000)
        if problem:
            yield Finding("name", problem)


def _shape(template: Template) -> Iterator[Finding]:
    kinds = [block.kind for block in template.blocks]
    boxes = [place for place, kind in enumerate(kinds) if kind is BlockKind.ACTION]
    actions = [template.blocks[place] for place in boxes]
    most = max((len([b for b in actions if not _exclude(a, b)]) for a in actions), default=0)
    if most > 1 or (not actions and template.family is Family.ARREARS):
        yield Finding("action", f"A letter asks for one thing; this one has {len(actions)} boxes that say what to do",
                      place=boxes[1] if len(boxes) > 1 else None)
    if not any(part.is_field and part.text == "phone" for _, text in _texts(template) for part in text):
        yield Finding("action", "The letter gives no telephone number", place=boxes[0] if boxes else None)
    if BlockKind.ADVICE not in kinds and template.family in _NEEDS_ADVICE:
        yield Finding(str(BlockKind.ADVICE), "The letter has no advice line")
    if BlockKind.SIGN_OFF not in kinds:
        yield Finding(str(BlockKind.SIGN_OFF), "The letter has no signature")
    yield from _holes(template)


def _holes(template: Template) -> Iterator[Finding]:
    """Parts in which nothing is written."""
    if not any(part.text.strip() for part in template.headline):
        yield Finding("headline", "The letter has no headline", place=HEADLINE)
    for place, block in enumerate(template.blocks):
        words = block.points if block.kind is BlockKind.POINTS else (block.text,)
        if block.kind in _WRITTEN and not any(part.text.strip() for text in words for part in text):
            yield Finding("wording", f"Part {place + 1} has no words in it", place=place)


def _exclude(one: TemplateBlock, other: TemplateBlock) -> bool:
    """Whether two blocks are never printed together: one stands when the other does not."""
    return one is not other and bool(set(one.when) & set(other.unless) or set(one.unless) & set(other.when))


def _empty(template: Template, known: Mapping[str, Known]) -> Iterator[Finding]:
    """Fields that can be empty where the letter does not make sure that they are not."""
    optional = {ask.name: f"has_{ask.name}" for ask in template.asks if ask.optional}
    for place, text in _all_texts(template):
        when = (*template.needs, *(template.blocks[place].when if place != HEADLINE else ()))
        for name in sorted({part.text for part in text if part.is_field}):
            needed = optional.get(name) or (known[name].given_when if name in known else "")
            if needed and needed not in when:
                yield Finding("field", f"“{_called(name, template)}” can be empty: show that part only when "
                              f"{_words(needed, template)}", place=place)


def _called(name: str, template: Template) -> str:
    label = next((ask.label for ask in template.asks if ask.name == name), "")
    return label or (CATALOGUE[name].words if name in CATALOGUE else name)


def _words(fact: str, template: Template) -> str:
    answered = fact.removeprefix("has_")
    return f"“{_called(answered, template)}” was answered" if answered != fact else FACTS.get(fact, fact)


def _wording(template: Template, fields: Mapping[str, str]) -> Iterator[Finding]:
    for place, parts in _texts(template):
        text = _spoken(parts, fields)
        for sentence in long_sentences(text):
            yield Finding("wording", f"This sentence has more than {LONGEST_SENTENCE} words: {sentence}", place=place,
                          word=sentence)
        literal = "\ufffc".join(part.text for part in parts if not part.is_field)
        yield from _word_by_word(literal, place)
    yield from _hard(template, fields)


def _word_by_word(text: str, place: int) -> Iterator[Finding]:
    for word, plain in official_words(text):
        instead = f"Say “{plain}”" if plain else "Leave it out"
        yield Finding("wording", f"“{word}” is jargon. {instead}", place=place, word=word, swap=plain)
    for word in capitals(text):
        yield Finding("wording", f"“{word}” is in capitals, which are harder to read", place=place, word=word,
                      swap=word.capitalize())
    for marked in _MARKUP.findall(text):
        yield Finding("wording", f"“{marked}” is printed as it stands: letters have no italics and no underlining", stops=False,
                      place=place, word=marked)


def _hard(template: Template, fields: Mapping[str, str]) -> Iterator[Finding]:
    age = reading_age(template_text(template, fields))
    if age <= AIM_READING_AGE + 0.5:
        return
    texts = [(place, _spoken(parts, fields)) for place, parts in _texts(template)]
    hardest = max((one for one in texts if len(one[1].split()) > 4), key=lambda one: reading_age(one[1]), default=texts[0])
    said = f"; aim for {AIM_READING_AGE:.0f} and stay under {HIGHEST_READING_AGE:.0f}"
    yield Finding("wording", f"The letter reads at age {age:.0f}{said}", stops=age > HIGHEST_READING_AGE, place=hardest[0])


def _easy(template: Template, fields: Mapping[str, str]) -> Iterator[Finding]:
    """Easy read asks a question over each part and says one thing in each sentence after it."""
    for place, block in enumerate(template.blocks):
        said = [_spoken(one, fields) for one in sentences(block.easy)]
        if said and not said[0].endswith("?"):
            yield Finding("easy", f"For easy read a part begins with a question: {said[0]}", place=place)
        for sentence in said:
            if len(WORD.findall(sentence)) > LONGEST_EASY:
                yield Finding("easy", f"For easy read this has more than {LONGEST_EASY} words: {sentence}", place=place)


def _stale(template: Template, shipped: Template | None) -> Iterator[Finding]:
    """Parts with new words whose words for easy read are still those of the shipped letter."""
    before = {block.easy: (block.text, block.points) for block in (shipped.blocks if shipped is not None else ()) if block.easy}
    for place, block in enumerate(template.blocks):
        if block.easy and before.get(block.easy, (block.text, block.points)) != (block.text, block.points):
            yield Finding("easy", f"Part {place + 1} has new words, but for easy read it still says the old ones", stops=False,
                          place=place)


def _legal(template: Template, shipped: Template | None) -> Iterator[Finding]:
    edited = legal_edits(wording_from(template), wording_from(shipped)) if shipped is not None else []
    for sentence in edited[:_MOST_LEGAL]:
        yield Finding("legal", f"Legal words edited. The shipped letter says “{sentence}”: ask somebody who knows the law",
                      stops=False)
    if len(edited) > _MOST_LEGAL:
        yield Finding("legal", f"and {len(edited) - _MOST_LEGAL} more sentences about the law", stops=False)
