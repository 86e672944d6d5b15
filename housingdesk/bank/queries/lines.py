"""Reads statements for the screen: the files of an account, lines by tier, and how far each is."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from peewee import JOIN, Case, fn

from housingdesk.access.models import User
from housingdesk.bank.models import BankFile, BankLine, LineState
from housingdesk.bank.queries.bacs import reports_of_lines
from housingdesk.bank.queries.file_lumps import files_of_lines
from housingdesk.bank.queries.lumps import schedules_of_lines
from housingdesk.bank.queries.slips import slips_of_lines
from housingdesk.bank.rules import sentences
from housingdesk.bank.rules.inside import shares_of
from housingdesk.bank.rules.kept import KeptCandidate, from_json
from housingdesk.bank.rules.splits import Share
from housingdesk.rent.models import Account, Balance, Batch, Entry
from housingdesk.rent.rules.words import AccountKind
from housingdesk.tenancies.models import Tenancy


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One account a line may belong to, with its reasons in words; ``name`` and ``where`` only beside others."""

    account_id: int
    points: int
    headline: str
    evidence: str
    reasons: tuple[str, ...]
    name: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One payment inside a line: from whom, and the account proposed for it, if one was found."""

    account_id: int | None
    pence: int
    from_bank: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A bank line as listed. Pence, money in positive. ``account_id``, ``post_to``, ``address`` and the like are of the
    top suggestion; on a posted line, of the account it went to.
    """

    id: int
    file_id: int
    made_on: date
    pence: int
    narrative: str
    payer: str | None
    payer_account: str | None
    reference: str | None
    kind: str | None
    state: LineState
    tier: str
    account_id: int | None
    post_to: str
    account_reference: str
    address: str
    tenancy_reference: str
    tenancy_id: int | None
    owed_pence: int
    why: str
    held_because: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    question: str | None
    asked: str | None
    raw: str
    batch_id: int | None
    rule_id: int | None = None
    parts: tuple[PartRow, ...] = ()

    @property
    def shares(self) -> tuple[Share, ...]:
        """How the line is divided among its payments; empty where one of them found nobody, or it has none."""
        return shares_of(self.parts)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A statement file. Pence; ``posted`` counts lines already in the books."""

    id: int
    account_id: int
    name: str
    format: str
    first_on: date | None
    last_on: date | None
    opening_pence: int | None
    closing_pence: int | None
    adds_up: bool | None
    lines: int
    new_lines: int
    posted: int
    posted_pence: int
    total_pence: int
    imported_at: datetime
    imported_by: str


def files(bank_account_id: int | None = None, limit: int = 50) -> list[FileRow]:
    """Statement files, the newest first; files taken out again are left out."""
    query = (BankFile.select(BankFile.id, BankFile.account, BankFile.name, BankFile.format, BankFile.first_on, BankFile.last_on,
                             BankFile.opening_pence, BankFile.closing_pence, BankFile.adds_up, BankFile.lines,
                             BankFile.new_lines, BankFile.imported_at, BankFile.imported_by)
             .where(BankFile.taken_out_at.is_null()).order_by(BankFile.id.desc()).limit(limit))
    if bank_account_id is not None:
        query = query.where(BankFile.account == bank_account_id)
    rows: list[Any] = list(query.tuples())
    posted = Case(None, ((BankLine.state == LineState.POSTED, BankLine.pence),), 0)
    sums = (BankLine.select(BankLine.file, fn.COUNT(BankLine.batch), fn.SUM(posted), fn.SUM(BankLine.pence))
            .where(BankLine.file.in_([row[0] for row in rows])).group_by(BankLine.file).tuples())
    found = {file: (int(count), int(done or 0), int(total or 0)) for file, count, done, total in sums}
    return [_file(row, *found.get(row[0], (0, 0, 0))) for row in rows]


def _file(row: Any, posted: int, posted_pence: int, total_pence: int) -> FileRow:
    *facts, imported_at, imported_by = row
    return FileRow(*(*facts, posted, posted_pence, total_pence, imported_at, imported_by))


def tier_counts(bank_account_id: int) -> dict[str, tuple[int, int]]:
    """How many lines wait in each tier and their total in pence; parked lines count under "parked"."""
    rows = (BankLine.select(BankLine.tier, BankLine.state, fn.COUNT(BankLine.id), fn.SUM(BankLine.pence))
            .where((BankLine.account == bank_account_id) & BankLine.state.in_((LineState.WAITING, LineState.PARKED)))
            .group_by(BankLine.tier, BankLine.state).tuples())
    found: dict[str, tuple[int, int]] = {}
    for tier, state, count, pence in rows:
        key = "parked" if state == LineState.PARKED else str(tier)
        n, total = found.get(key, (0, 0))
        found[key] = (n + int(count), total + int(pence))
    return found


def line_ids(bank_account_id: int, tier: str | None = None, *, state: str = "open", file_id: int | None = None,
             file_ids: Sequence[int] | None = None) -> "array[int]":
    """The ids of an account's lines in statement order; ``state`` is open (waiting), parked, posted, left out or all.

    Posted lines of every file come newest first: it is the last ones that somebody looks for.
    """
    query = BankLine.select(BankLine.id).where(BankLine.account == bank_account_id)
    if tier is not None:
        query = query.where(BankLine.tier == tier)
    if file_id is not None or file_ids is not None:
        query = query.where(BankLine.file.in_([file_id] if file_id is not None else list(file_ids or ())))
    if state != "all":
        query = query.where(BankLine.state == _STATES[state])
    if state == "posted" and file_id is None and file_ids is None:
        return array("q", (row[0] for row in query.order_by(BankLine.made_on.desc(), BankLine.id.desc()).tuples()))
    few = query.select_extend(BankLine.made_on).tuples()  # put in order here: the database would read every line for it
    return array("q", (line_id for line_id, _ in sorted(few, key=lambda row: (row[1], row[0]))))


_STATES = {"open": LineState.WAITING, "parked": LineState.PARKED, "posted": LineState.POSTED, "left out": LineState.LEFT_OUT}


def lines(ids: Sequence[int]) -> list[LineRow]:
    """These lines, in the order asked for, with the top suggestion's name, address and what is owed.

    One statement; one more where several accounts fit, for their names, and one for where posted lines went.
    """
    if not ids:
        return []
    rows = (BankLine.select(*_LINE_COLUMNS)
            .join(Account, JOIN.LEFT_OUTER, on=(Account.id == BankLine.proposed))
            .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy))
            .join_from(Account, Balance, JOIN.LEFT_OUTER, on=(Balance.account == Account.id))
            .join_from(BankLine, User, JOIN.LEFT_OUTER, on=(User.id == BankLine.asked))
            .where(BankLine.id.in_(list(ids))).tuples())
    found = {row[0]: _line(row) for row in rows}
    names = _names({s.account_id for row in found.values() if _choice(row) for s in row.suggestions}
                   | {p.account_id for row in found.values() for p in row.parts if p.account_id is not None})
    went = _went([row.id for row in found.values() if row.state == LineState.POSTED])
    runs = _runs(list(found.values()))
    for line_id, row in found.items():
        if line_id in runs:
            found[line_id] = replace(row, why=runs[line_id])
        elif line_id in went:
            found[line_id] = replace(row, **went[line_id])
        elif _choice(row):
            found[line_id] = _named(row, names)
        elif row.parts:
            parts = tuple(replace(p, name=names.get(p.account_id or 0, ("", ""))[0]) for p in row.parts)
            found[line_id] = replace(row, parts=parts)
    return [found[i] for i in ids if i in found]


def _runs(rows: Sequence[LineRow]) -> dict[int, str]:
    """The waiting lines that no person's reference places and that equal a schedule or a payment file, which they say.

    A debit that equals what Bacs reported as returned says so whosever reference it has: it was taken back already.
    """
    debits = {row.id: row.pence for row in rows if row.state in (LineState.WAITING, LineState.PARKED) and row.pence < 0}
    back = {line: words for line, (_, words) in reports_of_lines(debits).items()} if debits else {}
    open_ones = {row.id: row.pence for row in rows if row.state in (LineState.WAITING, LineState.PARKED) and row.pence > 0
                 and row.tenancy_id is None}
    if not open_ones:
        return back
    theirs = slips_of_lines(open_ones) | files_of_lines(open_ones)
    return back | {line: words for line, (_, words) in theirs.items()} | schedules_of_lines(open_ones)


def _went(posted: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Where posted lines went: the account, or the first of several and how many more."""
    if not posted:
        return {}
    rows = (Entry.select(Entry.bank_line, Account.id, Account.name, Account.reference, Account.tenancy, Tenancy.address,
                         Tenancy.reference, Balance.pence)
            .join(BankLine, on=((BankLine.id == Entry.bank_line) & (BankLine.batch == Entry.batch)))
            .join_from(Entry, Account).join_from(Account, Balance, on=(Balance.account == Account.id))
            .join_from(Account, Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy))
            .where(Entry.bank_line.in_(list(posted))).order_by(Entry.id).tuples())
    found: dict[int, dict[str, Any]] = {}
    more: dict[int, int] = {}
    for line, account, name, reference, tenancy, address, tenancy_reference, pence in rows:
        if line in found:
            more[line] = more.get(line, 0) + 1
        else:
            found[line] = {"account_id": account, "post_to": name or reference, "account_reference": reference,
                           "tenancy_id": tenancy, "address": address or "", "tenancy_reference": tenancy_reference or "",
                           "owed_pence": int(pence)}
    for line, others in more.items():
        found[line]["post_to"] += f" and {others} more"
    return found


def _choice(row: LineRow) -> bool:
    return len(row.suggestions) > 1 and row.state in (LineState.WAITING, LineState.PARKED)


def _names(account_ids: set[int]) -> dict[int, tuple[str, str]]:
    if not account_ids:
        return {}
    rows = (Account.select(Account.id, Account.name, Account.kind, Tenancy.address, Tenancy.reference)
            .join(Tenancy, JOIN.LEFT_OUTER, on=(Tenancy.id == Account.tenancy))
            .where(Account.id.in_(sorted(account_ids))).tuples())
    return {account: (name, " · ".join(w for w in (address, reference, "" if kind == AccountKind.RENT else str(kind)) if w))
            for account, name, kind, address, reference in rows}


def _named(row: LineRow, names: dict[int, tuple[str, str]]) -> LineRow:
    said = tuple(replace(s, name=names.get(s.account_id, ("", ""))[0], where=names.get(s.account_id, ("", ""))[1])
                 for s in row.suggestions)
    return replace(row, suggestions=said)


_LINE_COLUMNS = (BankLine.id, BankLine.file, BankLine.made_on, BankLine.pence, BankLine.narrative, BankLine.payer,
                 BankLine.payer_account, BankLine.reference, BankLine.kind, BankLine.state, BankLine.tier, BankLine.proposed,
                 Account.name, Account.reference, Tenancy.address, Tenancy.reference, Account.tenancy, Balance.pence,
                 BankLine.proposal, BankLine.question, User.name, BankLine.raw, BankLine.batch)


def _line(row: tuple[Any, ...]) -> LineRow:
    kept = from_json(row[18])
    suggestions = tuple(_suggestion(candidate, first=not place) for place, candidate in enumerate(kept.candidates))
    (line_id, file_id, made_on, pence, narrative, payer, payer_account, reference, kind, state, tier, account_id, name,
     account_reference, address, tenancy_reference, tenancy_id, owed, _, question, asked, raw, batch_id) = row
    return LineRow(line_id, file_id, made_on, pence, narrative, payer, payer_account, reference, kind, state, tier, account_id,
                   name or "", account_reference or "", address or "", tenancy_reference or "", tenancy_id, int(owed or 0),
                   kept.why, kept.held_because, suggestions, question, asked, raw, batch_id, kept.rule_id,
                   tuple(PartRow(p.account_id, p.pence, p.payer or p.narrative, "", p.why) for p in kept.parts))


def _suggestion(candidate: KeptCandidate, *, first: bool) -> Suggestion:
    """A candidate in words; every reason only of the first one, which the pane tells of."""
    found = candidate.finding
    return Suggestion(candidate.account_id, candidate.points, sentences.headline(found), sentences.grey_line(found),
                      sentences.reasons(found) if first else ())


def batch_title(batch_id: int) -> str:
    """The title of the batch a line is in."""
    return str(Batch.get_by_id(batch_id).title)
