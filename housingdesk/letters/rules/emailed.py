"""A letter as the text of an e-mail: the same words in the same order, with nothing that is not text. Pure.

Paragraphs are not broken into lines: the reader's own program does that. A hidden or right-to-left character is refused
here as it is on paper.
"""

from collections.abc import Iterator

from housingdesk.errors import Refused
from housingdesk.letters.rules.characters import refuse_hidden
from housingdesk.letters.rules.content import (
    AccountRow,
    AccountTable,
    ActionBox,
    Advice,
    Block,
    Bullets,
    Details,
    EasyPart,
    Expected,
    Letter,
    Paragraph,
    Run,
    SignOff,
    advice_text,
    letter_texts,
    sender_lines,
)
from housingdesk.letters.rules.statement import (
    Statement,
    expected_sentence,
    owed_sentence,
    said_balance,
    statement_texts,
)
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence

LONGEST = 60_000
_RULE = "-" * 40


def email_text(letter: Letter, statement: Statement | None = None) -> str:
    """The text of the e-mail; Refused, with character and place, for what may not be printed either."""
    for place, text in (*letter_texts(letter), *(statement_texts(statement) if statement is not None else ())):
        refuse_hidden(text, place)
    parts = [letter.copy_line, letter.headline, f"{letter.salutation},", *(_part(block, letter) for block in letter.blocks),
             _RULE + "\n" + "\n".join(_foot(letter))]
    if statement is not None:
        parts += [_RULE, *_statement(statement)]
    return _joined(parts)


def statement_email(statement: Statement) -> str:
    """The text of the e-mail that brings a statement alone; Refused as ``email_text``."""
    for place, text in statement_texts(statement):
        refuse_hidden(text, place)
    foot = "\n".join([statement.sender.name, *sender_lines(statement.sender), f"Our reference: {statement.reference}",
                      statement.landlord])
    return _joined([f"Dear {' and '.join(statement.names)},", *_statement(statement), f"{_RULE}\n{foot}"])


def _joined(parts: list[str]) -> str:
    body = "\n\n".join(part for part in parts if part.strip()) + "\n"
    if len(body) > LONGEST:
        raise Refused(f"The e-mail would have {len(body):,} characters. Send it on paper")
    return body


def _foot(letter: Letter) -> Iterator[str]:
    yield letter.sender.name
    yield from sender_lines(letter.sender)
    asked = (("Date", format_date(letter.on)), ("Our reference", letter.our_reference),
             ("Please ask for", letter.please_ask_for))
    yield " · ".join(f"{name}: {value}" for name, value in asked if value)
    yield from (line for line in (letter.landlord_line, letter.formats_line) if line)


def _part(block: Block, letter: Letter) -> str:
    match block:
        case Paragraph(runs):
            return _words(runs)
        case Bullets(items):
            return "\n".join(f"• {_words(item)}" for item in items)
        case ActionBox(title, runs):
            return f"{title}\n{_words(runs)}"
        case Details(title, rows):
            return "\n".join([title, *(f"• {name}: {value}" for name, value in rows)])
        case AccountTable(title, rows):
            return "\n".join([title, *(f"• {_account_line(row, letter)}" for row in rows)])
        case Expected(text):
            return text
        case Advice(lines):
            return advice_text(lines)
        case SignOff(name, role, closing):
            return "\n".join([closing, "", *filter(None, (name, role))])
        case EasyPart(_, question, sentences):
            return "\n".join([*filter(None, (question,)), *(_words(one) for one in sentences)])


def _words(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _account_line(row: AccountRow, letter: Letter) -> str:
    moved = [f"charged {format_pence(row.charged_pence)}"] if row.charged_pence else []
    moved += [f"paid {format_pence(row.paid_pence)}"] if row.paid_pence else []
    return ", ".join([f"{format_short(row.on, letter.on)}: {row.what}", *moved, _owed(row.owed_pence)])


def _owed(pence: int) -> str:
    return said_balance(pence) if pence < 0 else f"owed {said_balance(pence)}"


def _statement(statement: Statement) -> Iterator[str]:
    yield f"{statement.title}\nFrom {statement.period}\n{owed_sentence(statement)}"
    first = f"• {format_short(statement.start, statement.on)}: opening balance, {_owed(statement.opening_pence)}"
    lines = [f"• {format_short(line.on, statement.on)}: {line.kind}, {line.what}, "
             f"{'charged' if line.pence > 0 else 'paid'} {format_pence(abs(line.pence))}, {_owed(line.balance_pence)}"
             for line in statement.lines]
    yield "\n".join([first, *lines])
    yield "\n".join(expected_sentence(money) for money in statement.expected)
    yield "\n".join(f"• {way}" for way in statement.ways_to_pay)
