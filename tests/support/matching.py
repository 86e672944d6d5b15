"""Small made-up accounts and receipts for the matching rules."""

from collections.abc import Iterable
from datetime import date, timedelta

from housingdesk.bank.rules.index import Index
from housingdesk.bank.rules.memory import Memory
from housingdesk.bank.rules.notrent import STARTING_RULES, RuleBook
from housingdesk.bank.rules.proposals import Proposal
from housingdesk.bank.rules.receipts import AccountFacts, Receipt
from housingdesk.bank.rules.reversals import PostedLines
from housingdesk.bank.rules.tiers import propose
from housingdesk.values.references import payment_reference

MONDAY = date(2026, 11, 2)
STARTING = RuleBook(STARTING_RULES)
WEEKLY = ((11240, "weekly rent"),)


def account(number: int, *names: tuple[str, str], usual: tuple[tuple[int, str], ...] = WEEKLY, house: str = "14",
            street: str = "Dale Road", room: str = "", kind: str = "rent", begins: date = date(2021, 5, 3),
            ends: date | None = None, person: str = "tenant", others: tuple[str, ...] = ()) -> AccountFacts:
    """One account; its references are made from its number."""
    letter = {"rent": "T", "licence": "L", "garage": "G"}[kind]
    return AccountFacts(number, payment_reference(number), f"{letter}{number:06d}", kind, names, house, street, room,
                        usual, begins, ends, person, others)


AMINA = account(4471, ("Amina", "Khan"))
MAREK = account(4055, ("Marek", "Nowak"), usual=((9600, "weekly rent"),), house="11", street="Mill Lane", room="Flat 2")
JOY = account(4812, ("Joy", "Okafor"), usual=((9815, "weekly licence charge"), (5000, "agreed instalment")), house="",
              street="Beech House", room="Room 3", kind="licence", person="resident")
DEAN = account(3906, ("Dean", "Lewis"), usual=((42510, "monthly rent"),), house="22", street="Station Court")
EVERYBODY = (AMINA, MAREK, JOY, DEAN)


def receipt(pence: int = 11240, payer: str | None = None, reference: str | None = None, *, on: date = MONDAY,
            bank: str | None = None, narrative: str = "", line: int = 1, kind: str | None = None) -> Receipt:
    """One bank line."""
    said = narrative or " ".join(part for part in (payer, reference) if part)
    return Receipt(line, on, pence, said, payer, reference, bank, kind)


def learnt(facts: AccountFacts, times: int, like: Receipt, memory: Memory | None = None, every: int = 7) -> Memory:
    """A memory of so many confirmed posts like a receipt, the last one a period before it."""
    memory = memory if memory is not None else Memory()
    for n in range(times, 0, -1):
        earlier = Receipt(0, like.on - timedelta(days=every * n), like.pence, like.narrative, like.payer, like.reference,
                          like.payer_account, like.kind)
        memory.learn(earlier, facts.account_id)
    return memory


def proposed(line: Receipt, memory: Memory | None = None, accounts: Iterable[AccountFacts] = EVERYBODY,
             posted: PostedLines | None = None) -> Proposal:
    """What the rules propose for one line, with the starting rules in force."""
    return propose(line, Index(accounts), memory if memory is not None else Memory(), STARTING, posted)
