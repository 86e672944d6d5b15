"""From a template and the facts of one person to a letter; the words follow the agreement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housingdesk.errors import Refused
from housingdesk.letters.rules.address import PostalAddress
from housingdesk.letters.rules.content import (
    AccountTable,
    ActionBox,
    Advice,
    Block,
    Expected,
    HelpLine,
    Letter,
    Paragraph,
    Sender,
    SignOff,
)
from housingdesk.letters.rules.merge import BlockKind, Template, TemplateBlock, applies, clean_fields, merge
from housingdesk.letters.rules.words import Words, landlord_line


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """All that one letter needs beside its template.

    ``fields`` fill the merge fields and ``facts`` answer the conditions; the words of the agreement, the sender's
    telephone and whether a statement goes with it are added here. ``expected`` is a sentence about money on its way.
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
    with_statement: bool = False
    large_print: bool = False


def compose_letter(template: Template, about: LetterFacts) -> Letter:
    """The letter; Refused, with the reason, when a field or fact is missing, unknown or cannot be printed."""
    facts = {**about.facts, "with_statement": about.with_statement}
    fields = clean_fields({"phone": about.sender.phone, **about.fields, **about.words.fields()})
    headline = merge(template.headline, fields, f"the headline of {template.title}")
    blocks = [made for number, block in enumerate(template.blocks, start=1)
              if applies(block, facts, place := f"Part {number} of {template.title}")
              for made in _made(block, about, fields, place)]
    return Letter(title=f"{template.title}, {about.our_reference}", sender=about.sender, address=about.address,
                  on=about.on, our_reference=about.our_reference, please_ask_for=about.please_ask_for,
                  headline="".join(run.text for run in headline), salutation=f"Dear {about.greeting}",
                  blocks=tuple(blocks), landlord_line=landlord_line(about.words, *about.sender.landlord),
                  formats_line=formats_line(about.sender), large_print=about.large_print)


def formats_line(sender: Sender) -> str:
    """How to get the letter in another form, which every letter says."""
    return f"We can send this in large print, in easy read or in another language: ring {sender.phone}."


def _made(block: TemplateBlock, about: LetterFacts, fields: Mapping[str, str], place: str) -> list[Block]:
    match block.kind:
        case BlockKind.PARAGRAPH:
            return [Paragraph(merge(block.text, fields, place))]
        case BlockKind.ACTION:
            return [ActionBox(block.title or "What to do now", merge(block.text, fields, place))]
        case BlockKind.ACCOUNT:
            return [_account(about.account, place)] if about.account is None or about.account.rows else []
        case BlockKind.EXPECTED:
            return [Expected(about.expected)] if about.expected else []
        case BlockKind.ADVICE:
            return [Advice(_help_lines(about.help_lines, place))]
        case BlockKind.SIGN_OFF:
            return [about.signed_by]


def _account(account: AccountTable | None, place: str) -> AccountTable:
    if account is None:
        raise Refused(f"{place} shows the account, and the letter was given none")
    return account


def _help_lines(lines: tuple[HelpLine, ...], place: str) -> tuple[HelpLine, ...]:
    if not lines:
        raise Refused(f"{place} gives advice lines, and none is set in Settings, Letters")
    return lines
