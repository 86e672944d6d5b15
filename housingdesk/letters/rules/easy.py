"""A letter for easy read: one idea on each line, a question over each part, and which picture stands beside it. Pure.

A template's ``easy`` wording is used where there is one; else the plain words are set the same way, sentence by sentence.
Decides nothing about how it looks: see ``letters.pdf.easy_pages``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from housingdesk.letters.rules.content import (
    AccountTable,
    ActionBox,
    Advice,
    Block,
    Bullets,
    Details,
    EasyPart,
    Expected,
    Paragraph,
    Picture,
    Run,
    SignOff,
)
from housingdesk.letters.rules.merge import BlockKind, Part, TemplateBlock, merge

LONGEST_SENTENCE = 15
_GAP = re.compile(r"\s+")
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.$")
_USUAL_ACTION = "What to do now"
# What a part is about, by its words: the first that fits.
_PICTURES = (
    (Picture.FLAME, r"\bgas\b"), (Picture.SPANNER, r"\brepair|\bmended\b|\bbroken\b|\bengineer\b"),
    (Picture.PEOPLE, r"\bbe with you\b|\bhelp you\b|\bfriend\b|\bgrown-up\b|\beach see\b"),
    (Picture.MONEY, r"£|\bowe|\bpay(?:s|ing)?\b|\bmoney\b|\bcharge\b|\brent\b|\bbenefit\b"),
    (Picture.PHONE, r"\bring\b|\bphone\b|\btell us\b|\bcall\b"), (Picture.CALENDAR, r"\bday\b|\bwhen\b|\bweeks?\b|\byear\b"),
    (Picture.LETTER, r"\bletter\b|\bwrite\b|\banswer\b|\bnotice\b|\bsend\b|\bcomplaint\b"),
    (Picture.HOUSE, r"\bhome\b|\blive\b|\bmoved\b"))


def sentences(parts: Iterable[Part]) -> list[tuple[Part, ...]]:
    """Template text cut after each sentence. What fills a field is never cut: ``J. Smith`` stays whole.

    >>> from housingdesk.letters.rules.merge import parse_text
    >>> ["".join(part.text for part in one) for one in sentences(parse_text("You owe **{owed}.** Ring {officer}.", "here"))]
    ['You owe owed.', 'Ring officer.']
    """
    found: list[list[Part]] = [[]]
    for part in parts:
        if part.is_field:
            found[-1].append(part)
        else:
            _cut(found, part)
    return [tuple(one) for one in found if any(part.text.strip() for part in one)]


def _cut(found: list[list[Part]], part: Part) -> None:
    at = 0
    for gap in _GAP.finditer(part.text):
        before = _so_far(found[-1]) + part.text[at:gap.start()]
        if before.rstrip("”’)\"'").endswith((".", "?", "!")) and not _INITIAL.search(before):
            _join(found[-1], replace(part, text=part.text[at:gap.start()]))
            found.append([])
            at = gap.end()
    _join(found[-1], replace(part, text=part.text[at:]))


def _so_far(parts: Sequence[Part]) -> str:
    return "" if not parts or parts[-1].is_field else parts[-1].text


def _join(parts: list[Part], part: Part) -> None:
    if part.text and (parts or part.text.strip()):
        parts.append(part)


def easy_blocks(block: TemplateBlock, plain: Sequence[Block], fields: Mapping[str, str], place: str) -> list[Block]:
    """A block of a template for easy read; ``plain`` is what it is for most people."""
    if block.easy:
        return [_worded(block, fields, place)]
    if block.kind in (BlockKind.PARAGRAPH, BlockKind.POINTS, BlockKind.ACTION):
        return [_unworded(block, fields, place)]
    if block.kind is BlockKind.COSTS:
        return [_costs(one.rows) for one in plain if isinstance(one, Details)]
    return [part for one in plain for part in _ready(one)]


def _worded(block: TemplateBlock, fields: Mapping[str, str], place: str) -> EasyPart:
    first, *rest = (_bare(merge(one, fields, place)) for one in sentences(block.easy))
    if _words(first).rstrip().endswith("?"):
        return _part(_words(first), rest, block.kind)
    return _part("", [first, *rest], block.kind)


def _bare(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A sum or a day that is a line by itself needs no full stop."""
    if all(run.bold for run in runs) and runs[-1].text.endswith("."):
        return (*runs[:-1], Run(runs[-1].text[:-1], True))
    return runs


def _unworded(block: TemplateBlock, fields: Mapping[str, str], place: str) -> EasyPart:
    made = [merge(one, fields, place) for text in (block.text, *block.points) for one in sentences(text)]
    question = block.title if block.kind is BlockKind.ACTION and block.title not in ("", _USUAL_ACTION) else \
        "What should you do now?" if block.kind is BlockKind.ACTION else ""
    return _part(question, made, block.kind)


def _part(question: str, lines: Sequence[tuple[Run, ...]], kind: BlockKind = BlockKind.PARAGRAPH) -> EasyPart:
    told = f"{question} {' '.join(map(_words, lines))}"
    usual = Picture.TALK if kind is not BlockKind.ACTION else Picture.PHONE
    return EasyPart(_picture(told, usual), question.strip(), tuple(lines))


def _picture(text: str, usual: Picture) -> Picture:
    return next((picture for picture, words in _PICTURES if re.search(words, text, re.IGNORECASE)), usual)


def _words(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _ready(block: Block) -> Iterator[Block]:
    """A ready block, whose words are the program's own."""
    match block:
        case Paragraph(runs):
            yield EasyPart(Picture.PEN, "", tuple(_lines(_words(runs))))
        case Details(_, rows) if rows and rows[0][0] == "When":
            others = ((Run(f"{name}: {value}."),) for name, value in rows[1:])
            yield EasyPart(Picture.CALENDAR, "When is it?", ((Run(rows[0][1], True),), *others))
        case Details(_, rows):
            ways = tuple((Run(name, True), Run(f": {value}.")) for name, value in rows)
            yield EasyPart(Picture.MONEY, "How can you pay?", ways)
        case AccountTable(_, rows):
            yield AccountTable("What is on your account?", rows)
        case Expected(text):
            yield EasyPart(Picture.MONEY, "Is more money on its way?", tuple(_lines(text)))
        case Advice(lines):
            said = ((Run("Their help is free."),), (Run("They do not work for us."),))
            services = ((Run(f"{line.name}: "), Run(line.phone, True)) for line in lines)
            yield EasyPart(Picture.PEOPLE, "Who else can help you?", (*said, *services))
        case Bullets() | ActionBox() | SignOff() | EasyPart():
            yield block


def _costs(rows: Sequence[tuple[str, str]]) -> EasyPart:
    """The charges of a home, each on its line."""
    return EasyPart(Picture.MONEY, "What does it cost?", tuple((Run(f"{name}: "), Run(value, True)) for name, value in rows))


def _lines(text: str) -> Iterator[tuple[Run, ...]]:
    for one in sentences((Part(text, False, False),)):
        yield tuple(Run(part.text) for part in one)
