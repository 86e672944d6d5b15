"""From a template and the facts of one person to a letter; the words follow the agreement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.characters import refuse_hidden
from housingdesk.letters.rules.content import (
    AccountTable,
    ActionBox,
    Advice,
    Block,
    Bullets,
    Details,
    Expected,
    HelpLine,
    Letter,
    Paragraph,
    Run,
    Sender,
    SignOff,
)
from housingdesk.letters.rules.easy import easy_blocks
from housingdesk.letters.rules.merge import BlockKind, Template, TemplateBlock, applies, clean_fields, merge
from housingdesk.letters.rules.words import Words, landlord_line

APPOINTMENT_FIELDS = ("visit_on", "visit_at", "visit_place", "visit_with")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """All that one letter needs beside its template.

    ``fields`` fill the merge fields and ``facts`` answer the conditions; the words of the agreement, the sender's
    telephone, whether a statement goes with it and whether an optional question was answered (``has_visit_at``) are added
    here. ``costs`` are the charges of a home that is offered, each with its sum. ``expected`` is a sentence about money on its
    way, ``free_text`` what the writer adds, a paragraph a line.
    ``easy_read`` sets it for easy read; ``copy_line`` says on a copy to whom the letter is.
    """

    sender: Sender
    address: PostalAddress
    greeting: str
    on: date
    our_reference: str
    please_ask_for: str
    words: Words
    fields: Mapping[str, str]
    facts: Mapping[str, bool]
    signed_by: SignOff
    account: AccountTable | None = None
    expected: str = ""
    help_lines: tuple[HelpLine, ...] = ()
    ways_to_pay: tuple[tuple[str, str], ...] = ()
    costs: tuple[tuple[str, str], ...] = ()
    free_text: str = ""
    with_statement: bool = False
    large_print: bool = False
    easy_read: bool = False
    copy_line: str = ""


def compose_letter(template: Template, about: LetterFacts) -> Letter:
    """The letter; Refused, with the reason, when a field or fact is missing, unknown or cannot be printed."""
    fields = clean_fields({"phone": about.sender.phone, **about.fields, **about.words.fields()})
    facts = {**about.facts, "with_statement": about.with_statement,
             **{f"has_{ask.name}": bool(fields.get(ask.name, "").strip()) for ask in template.asks if ask.optional}}
    headline = merge(template.headline, fields, f"the headline of {template.title}")
    blocks = [made for number, block in enumerate(template.blocks, start=1)
              if applies(block, facts, place := f"Part {number} of {template.title}")
              for made in _written(block, about, fields, place)]
    return Letter(title=f"{template.title}, {about.our_reference}", sender=about.sender, address=about.address,
                  on=about.on, our_reference=about.our_reference, please_ask_for=about.please_ask_for,
                  headline="".join(run.text for run in headline), salutation=f"Dear {about.greeting}",
                  blocks=tuple(blocks), landlord_line=landlord_line(about.words, *about.sender.landlord),
                  formats_line=formats_line(about.sender), large_print=about.large_print, easy_read=about.easy_read,
                  copy_line=about.copy_line)


def formats_line(sender: Sender) -> str:
    """How to get the letter in another form, which every letter says."""
    return f"We can send this in large print, in easy read or in another language: ring {sender.phone}."


def _written(block: TemplateBlock, about: LetterFacts, fields: Mapping[str, str], place: str) -> list[Block]:
    made = _made(block, about, fields, place)
    return easy_blocks(block, made, fields, place) if about.easy_read else made


def _made(block: TemplateBlock, about: LetterFacts, fields: Mapping[str, str], place: str) -> list[Block]:
    match block.kind:
        case BlockKind.PARAGRAPH:
            return [Paragraph(merge(block.text, fields, place))]
        case BlockKind.POINTS:
            return [Bullets(tuple(merge(point, fields, place) for point in block.points))]
        case BlockKind.ACTION:
            return [ActionBox(block.title or "What to do now", merge(block.text, fields, place))]
        case BlockKind.APPOINTMENT:
            return [Details(block.title or "Your appointment", _details(fields, place))]
        case BlockKind.WAYS_TO_PAY:
            return [Details(block.title or "Ways to pay", _ways(about.ways_to_pay, place))]
        case BlockKind.COSTS:
            return [Details(block.title or "What it costs", _costs(about.costs, place))]
        case BlockKind.FREE:
            return [Paragraph((Run(line),)) for line in _free(about.free_text)]
        case BlockKind.ACCOUNT:
            return [_account(about.account, place)] if about.account is None or about.account.rows else []
        case BlockKind.EXPECTED:
            return [Expected(about.expected)] if about.expected else []
        case BlockKind.ADVICE:
            return [Advice(_help_lines(about.help_lines, place))]
        case BlockKind.SIGN_OFF:
            return [about.signed_by]
        case _:
            raise Refused(f"{place} is a {block.kind}, which stands in agreements and not in letters")


def _details(fields: Mapping[str, str], place: str) -> tuple[tuple[str, str], ...]:
    """An appointment: day and time are always said, where and with whom if somebody said so."""
    for name in APPOINTMENT_FIELDS[:2]:
        if not fields.get(name, "").strip():
            raise Refused(f"{place} is an appointment, and its {name.removeprefix('visit_')} is missing")
    said = (("When", f"{fields['visit_on']}, {fields['visit_at']}"), ("Where", fields.get("visit_place", "")),
            ("With", fields.get("visit_with", "")))
    return tuple((name, value) for name, value in said if value.strip())


def _ways(ways: tuple[tuple[str, str], ...], place: str) -> tuple[tuple[str, str], ...]:
    if not ways:
        raise Refused(f"{place} says how to pay, and no way is set in Settings, Letters")
    return ways


def _costs(costs: tuple[tuple[str, str], ...], place: str) -> tuple[tuple[str, str], ...]:
    if not costs:
        raise Refused(f"{place} says what the home costs, and no charge is known")
    return costs


def _free(text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in lines:
        refuse_hidden(line, "your own words")
    return [line for line in lines if line]


def _account(account: AccountTable | None, place: str) -> AccountTable:
    if account is None:
        raise Refused(f"{place} shows the account, and the letter was given none")
    return account


def _help_lines(lines: tuple[HelpLine, ...], place: str) -> tuple[HelpLine, ...]:
    if not lines:
        raise Refused(f"{place} gives advice lines, and none is set in Settings, Letters")
    return lines
