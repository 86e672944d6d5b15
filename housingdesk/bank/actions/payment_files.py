"""Payment files are taken in, each line matched, put aside and taken up again; nothing is posted here (``file_posting``).

The same file comes in once. Lines that came with another file are seen, and taken in a second time only if somebody says so.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.bank.actions.controls import FILE_LOCK, control_of, takings_account
from housingdesk.bank.models import PaymentFile, PaymentFileLine
from housingdesk.bank.parsers.cards import CardColumns
from housingdesk.bank.queries import payees
from housingdesk.bank.queries.payment_reading import read_payment_file
from housingdesk.bank.rules.file_matching import Matched
from housingdesk.bank.rules.payment_files import FILE_WORDS, Payment, ReadFile, many
from housingdesk.bank.rules.words import FileKind, FileLineState, FileState
from housingdesk.errors import NotFound, Refused
from housingdesk.rent.queries import accounts as account_queries
from housingdesk.rent.rules.words import PERSONAL, AccountKind
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence
from housingdesk.values.text import one_line

AGAIN = "came with"
"""What the refusal of lines that came before says, and no other: they can be taken in all the same."""
_FILE = "This payment file"
_ASKING = (FileLineState.UNKNOWN, FileLineState.TAKES_BACK)


@needs(Permission.POST_MONEY)
def import_file(act: Act, *, kind: FileKind, name: str, data: bytes, columns: CardColumns | None = None,
                again: bool = False) -> int:
    """Reads a file and takes it in; returns its id, of several settlements in one file the first's.

    BadFile when it cannot be read; refused for the same file, and for payments that came with another unless ``again``.
    """
    made = take_in(act, reads=read_payment_file(kind, data, name, columns), name=name, data=data, again=again)
    return made[0]


def take_in(act: Act, *, reads: Sequence[ReadFile], name: str, data: bytes, accounts: Sequence[int] | None = None,
            again: bool = False) -> list[int]:
    """Takes in what was read of one file, a payment file for each of its lumps; returns their ids.

    ``accounts``: whose each payment of the first is where it is known already; for other actions of this room.
    """
    act.lock(FILE_LOCK)
    digest = hashlib.sha256(data).hexdigest()
    _refuse_same(digest)
    if not again:
        _refuse_overlap(reads)
    made = [_add(act, read, one_line(name)[:260] + (f" ({number})" if len(reads) > 1 else ""), digest, data, accounts)
            for number, read in enumerate(reads, 1)]
    count, total = sum(len(read.payments) for read in reads), sum(read.pence for read in reads)
    asks = PaymentFileLine.select().where(PaymentFileLine.file.in_(made) & PaymentFileLine.state.in_(_ASKING)).count()
    act.say(f"{FILE_WORDS[reads[0].kind][:1].upper()}{FILE_WORDS[reads[0].kind][1:]}: {many(count)} taken in, "
            f"{format_pence(total)}" + (f". {asks} of them need{'s' if asks == 1 else ''} you" if asks else ""),
            about=("payment_file", made[0]))
    act.take_back(put_all_aside, f"take {name} out again", file_ids=tuple(made), why="Taken in by mistake")
    return made


def _refuse_same(digest: str) -> None:
    row = (PaymentFile.select(PaymentFile.name, PaymentFile.imported_at, PaymentFile.imported_by, PaymentFile.state,
                              PaymentFile.note).where(PaymentFile.sha256 == digest).order_by(PaymentFile.id.desc()).first())
    if row is not None:
        words = str(row.state)
        if row.state is FileState.PUT_ASIDE:
            words += f"{f' ({row.note})' if row.note else ''}. Take it up again instead"
        raise Refused(f"This file came on {format_date(row.imported_at.date())} already, as {row.name}, taken in by "
                      f"{row.imported_by}; it is {words}. Nothing was taken in")


def _refuse_overlap(reads: Sequence[ReadFile]) -> None:
    """Payments with the same reference, day and sum that stand in another file which was not put aside."""
    for read in reads:
        ours = Counter((one.reference[:80], one.paid_on, one.pence) for one in read.payments)
        rows = (PaymentFileLine.select(PaymentFileLine.reference, PaymentFileLine.paid_on, PaymentFileLine.pence,
                                       PaymentFile.name)
                .join(PaymentFile).where((PaymentFile.kind == read.kind) & (PaymentFile.state != FileState.PUT_ASIDE)
                                         & (PaymentFileLine.paid_on >= read.first_on)
                                         & (PaymentFileLine.paid_on <= read.last_on)).tuples())
        theirs: dict[str, Counter[Any]] = {}
        for reference, paid_on, pence, name in rows:
            theirs.setdefault(name, Counter())[reference, paid_on, pence] += 1
        for name, counted in theirs.items():
            same = (ours & counted).total()
            if same:
                raise Refused(f"{same:,} of its {many(len(read.payments))} {AGAIN} {name} already. Nothing was taken in: it "
                              "may be one list in two files")


def _add(act: Act, read: ReadFile, name: str, digest: str, data: bytes, accounts: Sequence[int] | None) -> int:
    row = act.add(PaymentFile(
        kind=read.kind, control=control_of(act, read.kind), name=name, sha256=digest, state=FileState.WAITING,
        first_on=read.first_on, last_on=read.last_on, pence=read.pence, fee_pence=read.fee_pence,
        stated_pence=read.stated_pence, lines=len(read.payments), imported_at=act.now, imported_by=act.who.name,
        columns=read.columns, content=data))
    found = (_given(accounts) if accounts is not None else payees.matches(read.payments, act.today))
    _add_lines(act, row, read.payments, found)
    return int(row.id)


def _given(accounts: Sequence[int]) -> list[Matched]:
    return [Matched(account, FileLineState.FOUND, "As it was collected") for account in accounts]


def _add_lines(act: Act, row: PaymentFile, payments: Sequence[Payment], found: Sequence[Matched]) -> None:
    """Stores the payments with whose each is; one that was taken at a desk goes to the account of takings."""
    taken = payees.card_takings(payments, found) if row.kind is FileKind.CARDS else {}
    desk = takings_account(act) if taken else None
    columns: dict[str, list[Any]] = {
        "file": [row.id] * len(payments), "number": [one.number for one in payments],
        "reference": [one.reference[:80] for one in payments], "name": [one.name[:200] for one in payments],
        "way": [one.way[:80] for one in payments], "paid_on": [one.paid_on for one in payments],
        "pence": [one.pence for one in payments], "raw": [one.raw[:20_000] for one in payments],
        "account": [desk if place in taken else one.account_id for place, one in enumerate(found)],
        "state": [one.state for one in found],
        "why": [f"Taken at a desk on {format_date(taken[place].taken_on)}, receipt {taken[place].number}: it was credited then"
                if place in taken else one.why[:500] for place, one in enumerate(found)],
        "taking": [taken[place].id if place in taken else None for place in range(len(found))],
        "chosen_by": [None] * len(payments)}
    act.add_columns(PaymentFileLine, columns, summary=row.name)


@needs(Permission.POST_MONEY)
def choose_line(act: Act, *, line_id: int, account_id: int | None) -> None:
    """Says whose a payment of a waiting file is; None: nobody knows, so that it will be unidentified money."""
    act.lock(FILE_LOCK)
    line = _line(line_id)
    open_file(act, line.file_id)
    was = (line.state, line.account_id, line.why, line.chosen_by, line.taking_id)
    state, why, whose = FileLineState.TO_SUSPENSE, "Nobody knows whose it is", "unidentified money"
    if account_id is not None:
        account = account_queries.accounts([account_id])[account_id]
        if account.kind not in PERSONAL:
            raise Refused(f"{account.name or account.reference} is not a person’s account")
        state, whose = FileLineState.CHOSEN, account.name
        why = f"{act.who.name} put it down to {whose}"
    act.change(line, state=state, account=account_id, why=why[:500], chosen_by=act.who.name, taking=None)
    act.changed.add("payment_file")
    act.say(f"{format_pence(line.pence)} of {line.reference or line.name or 'nobody'} goes to {whose}",
            about=("payment_file", line.file_id))
    act.take_back(put_line_back, "whose it was", line_id=line_id, was=was)


@needs(Permission.POST_MONEY)
def put_line_back(act: Act, *, line_id: int, was: tuple[FileLineState, int | None, str, str | None, int | None]) -> None:
    """A payment stands as it did before somebody said whose it is."""
    act.lock(FILE_LOCK)
    line = _line(line_id)
    open_file(act, line.file_id)
    state, account, why, chosen_by, taking = was
    now = (line.state, line.account_id, line.why, line.chosen_by, line.taking_id)
    act.change(line, state=state, account=account, why=why, chosen_by=chosen_by, taking=taking)
    act.changed.add("payment_file")
    act.say(f"{format_pence(line.pence)} stands as before", about=("payment_file", line.file_id))
    act.take_back(put_line_back, "whose it is", line_id=line_id, was=now)


@needs(Permission.POST_MONEY)
def put_aside(act: Act, *, file_id: int, why: str) -> None:
    """A file that is not to be posted: wrong, double, or somebody else's. Its money, if it came, waits on."""
    row = open_file(act, file_id)
    if not one_line(why):
        raise Refused("Say why it is put aside")
    act.change(row, state=FileState.PUT_ASIDE, note=one_line(why)[:1000])
    act.say(f"{row.name} put aside: {one_line(why)}", about=("payment_file", row.id))
    act.take_back(take_up, "take it up again", file_id=row.id)


@needs(Permission.POST_MONEY)
def put_all_aside(act: Act, *, file_ids: Sequence[int], why: str) -> None:
    """All settlements that came in one file are not to be posted; refused as a whole when one is posted."""
    for file_id in file_ids:
        put_aside(act, file_id=file_id, why=why)
    act.take_back(take_all_up, "take it up again", file_ids=tuple(file_ids))


@needs(Permission.POST_MONEY)
def take_all_up(act: Act, *, file_ids: Sequence[int]) -> None:
    """All settlements that came in one file are to be posted after all."""
    for file_id in file_ids:
        take_up(act, file_id=file_id)
    act.take_back(put_all_aside, "put it aside again", file_ids=tuple(file_ids), why="Put aside")


@needs(Permission.POST_MONEY)
def take_up(act: Act, *, file_id: int) -> None:
    """A file that was put aside is to be posted after all."""
    act.lock(FILE_LOCK)
    row = file_of(file_id)
    if row.state is not FileState.PUT_ASIDE:
        raise Refused(f"{_FILE} is {row.state}")
    was = row.note
    act.change(row, state=FileState.WAITING, note="")
    act.say(f"{row.name} is waiting again", about=("payment_file", row.id))
    act.take_back(put_aside, "put it aside again", file_id=row.id, why=was or "Put aside")


def _line(line_id: int) -> PaymentFileLine:
    row = PaymentFileLine.get_or_none(PaymentFileLine.id == line_id)
    if row is None:
        raise NotFound("This payment is no longer there")
    return row


def file_of(file_id: int) -> PaymentFile:
    """A stored file without its bytes; NotFound when there is none."""
    names = [one for one in PaymentFile._meta.sorted_fields if one.name != "content"]
    row: PaymentFile | None = PaymentFile.select(*names).where(PaymentFile.id == file_id).first()
    if row is None:
        raise NotFound(f"{_FILE} is no longer there")
    return row


def open_file(act: Act, file_id: int) -> PaymentFile:
    """A file that is still to be posted, locked until the act ends."""
    act.lock(FILE_LOCK)
    row = file_of(file_id)
    if row.state is not FileState.WAITING:
        raise Refused(f"{_FILE} is {row.state}" + (f": {row.note}" if row.note else ""))
    return row


def suspense_account() -> int:
    """The account of unidentified money; its id. Refused where there is none yet."""
    found = account_queries.ledger_accounts(AccountKind.SUSPENSE)
    if not found:
        raise Refused("There is no suspense account yet. Open one in Settings, Bank")
    return found[0].id
