"""What a notice and its certificate of service print, ready to draw. Pure."""

from dataclasses import dataclass
from datetime import date

from housingdesk.letters.rules.content import Sender
from housingdesk.letters.rules.statement import Statement
from housingdesk.notices.rules.form_text import Block
from housingdesk.notices.rules.methods import Method

HOW = {Method.HAND: "handed to them in person", Method.LETTERBOX: "put through the letterbox of the home",
       Method.POST: "sent by first-class post", Method.RECORDED: "sent by signed-for post", Method.EMAIL: "sent by e-mail"}
"""How a notice went, in words."""
CHOICES = {Method.HAND: "Handed to each person", Method.LETTERBOX: "Put through the letterbox", Method.POST: "First-class post",
           Method.RECORDED: "Signed-for post", Method.EMAIL: "E-mail"}
"""How a notice may go, as a person chooses it."""


@dataclass(frozen=True, slots=True)
class PrintedNotice:
    """A notice as it is drawn: its blocks, the statement that goes with one for rent arrears, and pages ``behind`` it.

    ``large``: in large print, because somebody whom it is to needs it; what it says and its order stay the same.
    """

    title: str
    reference: str
    sender: Sender
    on: date
    blocks: tuple[Block, ...]
    statement: Statement | None
    demo: bool
    large: bool = False
    behind: bytes | None = None


@dataclass(frozen=True, slots=True)
class ServedOn:
    """One service as the certificate says it."""

    name: str
    how: str
    sent: str
    deemed: str
    by: str
    witness: str
    place: str
    note: str
    proof: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of service: which notice, on whom, how, when and by whom each was served."""

    title: str
    reference: str
    sender: Sender
    home: str
    printed_on: str
    served: tuple[ServedOn, ...]
    demo: bool
