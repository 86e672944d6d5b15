"""The charge lines of an account as they were known at a moment: today's, with every change that was kept since undone.

Read from the audit and from the rent reviews that were carried out since. A review that was carried out and taken back whole
changed nothing; charges that came in with an intake count as known for as long as their account is there.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from housingdesk.access.models import AuditChange, AuditEvent
from housingdesk.rent.models import ChargeLine, ChargeShare, RentReview, ReviewRow
from housingdesk.rent.queries.accounts import ChargeRow
from housingdesk.rent.queries.charges import ChargeHistory, ShareLine, in_order
from housingdesk.rent.rules.words import ChargeCode, Payer

_LINE, _SHARE = "charge_line", "charge_share"
_KEPT = {_LINE: ("account", "code", "description", "pence", "start", "end"), _SHARE: ("line", "payer", "pence", "start", "end")}
_MODELS: dict[str, Any] = {_LINE: ChargeLine, _SHARE: ChargeShare}
Rows = dict[int, dict[str, Any]]


class _Change(NamedTuple):
    """One change to undo: the newest is undone first."""

    at: datetime
    number: int
    table: str
    row: int
    kind: str
    before: dict[str, Any]


def charge_lines_known(account_id: int, known: datetime, on: date) -> list[ChargeHistory]:
    """Every charge line of an account as it was known at a moment, in the order in which it stands on a day."""
    state: dict[str, Rows] = {_LINE: _rows(_LINE, ChargeLine.account == account_id)}
    changes = _of_lines(account_id, list(state[_LINE]), known)
    lines = sorted({*state[_LINE], *(one.row for one in changes)})
    state[_SHARE] = _rows(_SHARE, ChargeShare.line.in_(lines))
    changes += _of_shares(lines, list(state[_SHARE]), known)
    for change in sorted([*changes, *_by_review(account_id, known)], reverse=True, key=lambda one: (one.at, one.number)):
        _undo(state, change)
    shares: dict[int, list[ShareLine]] = {}
    for one in sorted(state[_SHARE].values(), key=lambda share: share["start"]):
        shares.setdefault(one["line"], []).append(ShareLine(one["payer"], one["pence"], one["start"], one["end"]))
    return in_order([ChargeHistory(number, one["code"], one["description"], one["pence"], one["start"], one["end"],
                                   tuple(shares.get(number, ()))) for number, one in sorted(state[_LINE].items())], on)


def charges_known(account_id: int, known: datetime, on: date) -> list[ChargeRow]:
    """What an account was charged on a day, as it was known at a moment."""
    found = []
    for line in charge_lines_known(account_id, known, on):
        if line.start <= on and (line.end is None or line.end > on):
            fixed = sum(share.pence or 0 for share in line.shares_on(on))
            parts = tuple((share.payer, line.pence - fixed if share.pence is None else share.pence)
                          for share in line.shares_on(on))
            found.append(ChargeRow(line.id, line.code, line.description, line.pence, line.start, line.end, parts))
    return found


def _rows(table: str, where: Any) -> Rows:
    model, names = _MODELS[table], _KEPT[table]
    rows = model.select(model.id, *(getattr(model, name) for name in names)).where(where).tuples()
    return {number: dict(zip(names, values, strict=True)) for number, *values in rows}


def _of_lines(account_id: int, ids: list[int], known: datetime) -> list[_Change]:
    gone = _changes(_LINE, known, (AuditChange.kind == "remove") & AuditChange.before.contains(f'"account": {account_id},'))
    return _changes(_LINE, known, AuditChange.row.in_([*ids, *(one.row for one in gone)])) if ids or gone else []


def _of_shares(lines: list[int], ids: list[int], known: datetime) -> list[_Change]:
    gone = [one.row for one in _changes(_SHARE, known, AuditChange.kind == "remove") if one.before["line"] in lines]
    return _changes(_SHARE, known, AuditChange.row.in_([*ids, *gone])) if ids or gone else []


def _changes(table: str, known: datetime, where: Any) -> list[_Change]:
    rows: Any = (AuditChange.select(AuditEvent.at, AuditChange.id, AuditChange.row, AuditChange.kind, AuditChange.before)
                 .join(AuditEvent).where((AuditEvent.at > known) & (AuditChange.table == table) & where).tuples())
    return [_Change(at, number, table, row, kind, _plain(table, json.loads(before) if before else {}))
            for at, number, row, kind, before in rows]


def _plain(table: str, kept: dict[str, Any]) -> dict[str, Any]:
    """Values of the audit as the models give them."""
    out = {name: kept[name] for name in _KEPT[table] if name in kept}
    for name in ("start", "end"):
        if out.get(name):
            out[name] = date.fromisoformat(out[name])
    if "code" in out:
        out["code"] = ChargeCode(out["code"])
    if "payer" in out:
        out["payer"] = Payer(out["payer"])
    return out


def _by_review(account_id: int, known: datetime) -> Iterable[_Change]:
    """The new lines that rent reviews made since: ``before`` says which line each took the place of."""
    rows: Any = (ReviewRow.select(RentReview.done_at, ReviewRow.id, ReviewRow.made, ReviewRow.line).join(RentReview)
                 .where((ReviewRow.account == account_id) & ReviewRow.made.is_null(False) & (RentReview.done_at > known))
                 .tuples())
    return [_Change(at, number, _LINE, made, "review", {"line": line}) for at, number, made, line in rows]


def _undo(state: dict[str, Rows], change: _Change) -> None:
    rows = state[change.table]
    if change.kind == "add":
        rows.pop(change.row, None)
    elif change.kind == "remove":
        rows[change.row] = dict(change.before)
    elif change.kind == "change" and change.row in rows:
        rows[change.row].update(change.before)
    elif change.kind == "review" and change.row in rows:
        _undo_review(state, change.row, change.before["line"])


def _undo_review(state: dict[str, Rows], made: int, old: int | None) -> None:
    """The old charge runs on for as long as the new one did, and so does each of its shares."""
    new = state[_LINE].pop(made)
    shares = {number: one for number, one in state[_SHARE].items() if one["line"] == made}
    for number in shares:
        del state[_SHARE][number]
    if old not in state[_LINE]:
        return
    state[_LINE][old]["end"] = new["end"]
    for number, share in shares.items():
        ended = next((one for one in state[_SHARE].values() if one["line"] == old and one["end"] == share["start"]
                      and share["start"] == new["start"] and (one["payer"], one["pence"]) == (share["payer"], share["pence"])),
                     None)
        if ended is not None:
            ended["end"] = share["end"]
        else:
            state[_SHARE][number] = {**share, "line": old}
