"""A letter made whole: its PDF, its way to the person, the text of its e-mail, and what goes to others because of it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from housingdesk.errors import Refused
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.pdf import Issued, issue_letter, issue_statement
from housingdesk.letters.rules.address import PostalAddress, typed_address
from housingdesk.letters.rules.compose import formats_line
from housingdesk.letters.rules.content import Letter, Paragraph, Run, SignOff
from housingdesk.letters.rules.emailed import email_text, statement_email
from housingdesk.letters.rules.statement import Statement
from housingdesk.letters.rules.states import Way
from housingdesk.letters.rules.stops import STOPPED_WITH
from housingdesk.mailings.queries.office import Office
from housingdesk.mailings.rules.copies import Copy, CopyKind
from housingdesk.values.dates import format_date

WORD_TITLE = "A letter was sent"
_DEMO = "DEMO: made-up people and money, not a letter to anyone.\n\n"
# Draws the letter for an address, with the line that says whose it is; gives the PDF, and the text for an e-mail.
_Draw = Callable[[PostalAddress, str], tuple[Issued, Callable[[], str]]]


def whole_letter(made: MadeLetter, letter: Letter, statement: Statement | None, shared: Office, *, email: str = "",
                 copies: Sequence[Copy] = (), data: dict[str, Any]) -> MadeLetter:
    """A letter with everything that goes out because of it; Refused when the letter itself cannot be drawn.

    ``email``: it goes there and not by post. A copy that cannot be made stands in ``data`` with its reason.
    """
    def draw(address: PostalAddress, line: str) -> tuple[Issued, Callable[[], str]]:
        shown = replace(letter, address=address, copy_line=line)
        issued = issue_letter(shown, statement, envelopes=shared.envelopes, demo=shared.demo)
        return issued, lambda: email_text(shown, statement)

    return _whole(made, letter.address, draw, shared, email, copies, data)


def whole_statement(made: MadeLetter, statement: Statement, shared: Office, *, email: str = "", copies: Sequence[Copy] = (),
                    data: dict[str, Any]) -> MadeLetter:
    """The same for a statement that goes alone; it has its address."""
    def draw(address: PostalAddress, line: str) -> tuple[Issued, Callable[[], str]]:
        shown = replace(statement, address=address)
        issued = issue_statement(shown, envelopes=shared.envelopes, demo=shared.demo)
        return issued, lambda: "\n\n".join(filter(None, (line, statement_email(shown))))

    assert statement.address is not None
    return _whole(made, statement.address, draw, shared, email, copies, data)


def _whole(made: MadeLetter, address: PostalAddress, draw: _Draw, shared: Office, email: str, copies: Sequence[Copy],
           data: dict[str, Any]) -> MadeLetter:
    issued, body = draw(address, "")
    drawn: list[MadeLetter] = []
    not_made = []
    for copy in copies:
        if not copy.goes:
            not_made.append(copy.sentence)
            continue
        try:
            drawn.append(_copied(made, copy, draw, shared, {key: data[key] for key in (STOPPED_WITH,) if key in data}))
        except Refused as reason:
            not_made.append(f"{copy.who}: nothing, {reason}")
    told = {**data, **({"copies not made": not_made} if not_made else {}), **({"e-mail": email} if email else {})}
    return replace(made, pdf=issued.pdf, pages=issued.pages, held_because=None, copies=tuple(drawn),
                   way=Way.EMAIL if email else Way.POST, body=_body(body(), shared) if email else None,
                   data=json.dumps(told, ensure_ascii=False))


def _body(text: str, shared: Office) -> str:
    return (_DEMO if shared.demo else "") + text


def _copied(made: MadeLetter, copy: Copy, draw: _Draw, shared: Office, more: dict[str, Any]) -> MadeLetter:
    """What one other person gets; their authority is kept with it, and ``more`` of the letter’s data."""
    to = typed_address((copy.name_line,), copy.address) if copy.address else \
        PostalAddress((copy.name_line,), "", "", "", email=copy.email)
    if copy.kind is CopyKind.WORD:
        note = word_letter(made.addressee, made.dated, copy, to, shared)
        issued = issue_letter(note, envelopes=shared.envelopes, demo=shared.demo)
        body: Callable[[], str] = partial(email_text, note)
    else:
        line = (f"This is a copy of our letter to {made.addressee}." if copy.kind is CopyKind.FULL else
                f"To {copy.name}, who acts for {made.addressee} as {copy.role}.")
        issued, body = draw(to, line)
    word = copy.kind is CopyKind.WORD
    email = not copy.address
    data = {"because of the letter to": made.addressee, "party": copy.party_id, **more,
            **({"e-mail": copy.email} if email else {})}
    return replace(made, title=WORD_TITLE if word else f"{made.title[:180]}, copy", addressee=copy.name, pdf=issued.pdf,
                   pages=issued.pages, held_because=None, data=json.dumps(data, ensure_ascii=False), copies=(),
                   way=Way.EMAIL if email else Way.POST, body=_body(body(), shared) if email else None,
                   authority=copy.why[:400], large_print=made.large_print and not word, easy_read=made.easy_read and not word)


def word_letter(person: str, on: date, copy: Copy, to: PostalAddress, shared: Office) -> Letter:
    """Word that a letter was sent, for somebody without an authority: the person's name and the day, and nothing of it.

    No reference, no officer and no name of a team is on it: each could say what the letter is about.
    """
    told = (f"You are on our file as their {copy.role}, so we tell you that it was sent.",
            "We cannot tell you what it says. For that we need their authority, and we have none that is for this letter.",
            f"You can ask them about it. If they would like you to have copies, ring us on {shared.sender.phone}: we will say "
            "what we need from them.")
    return Letter(
        title=WORD_TITLE, sender=shared.sender, address=to, on=on, our_reference="", please_ask_for="",
        headline=f"We sent a letter to {person} on {format_date(on)}.", salutation=f"Dear {copy.name}",
        blocks=(*(Paragraph((Run(text),)) for text in told), SignOff(shared.sender.name, "")), landlord_line="",
        formats_line=formats_line(shared.sender))
