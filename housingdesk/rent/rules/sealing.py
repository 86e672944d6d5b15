"""The seal of a batch: canonical form v1 and the chain of hashes. Pure, and the same on every database.

A line is named by the account's *reference*, never by a row id, so that the chain survives a move between databases.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from housingdesk.rent.rules.words import BatchKind, ChargeCode, EntryKind, Payer

GENESIS = "0" * 64
FORM = 1
_SEPARATOR = "\x1f"


class Line(NamedTuple):
    """One ledger line to post, in the order of the entry's columns. Pence: charge +, receipt −."""

    account: int
    kind: EntryKind
    code: ChargeCode | None
    payer: Payer
    effective_on: date
    pence: int
    period_from: date | None = None
    period_to: date | None = None
    text: str | None = None
    reverses: int | None = None
    bank_line: int | None = None


StoredLine = tuple[int, str, str | None, str, str, int, str | None, str | None, str | None, int | None, int | None]
"""A line as it is stored: in the order of ``Line``, words and days as their text."""

SealLine = tuple[str, str, str | None, str, str, int, str | None, str | None, str | None, str | None]
"""What the seal says of one line: account reference, kind, code, payer, effective day, pence, period from and to, text,
and ``sequence/line`` of the entry it reverses. Days are ISO text."""


class IsoTexts(dict[date | None, Any]):
    """The ISO text of each day, made once: thousands of lines hold a handful of days. No day has no text."""

    def __missing__(self, day: date | None) -> str | None:
        self[day] = text = None if day is None else day.isoformat()
        return text


def stored(lines: Iterable[Line]) -> list[StoredLine]:
    """Lines as they are stored and sealed, made once for both."""
    day = IsoTexts()
    return [(account, str(kind), None if code is None else str(code), str(payer), day[on], pence, day[start], day[end], text,
             undone, bank_line) for account, kind, code, payer, on, pence, start, end, text, undone, bank_line in lines]


def canonical(kind: BatchKind | str, key: str, control_pence: int, made_at: datetime, lines: Iterable[SealLine]) -> bytes:
    """The bytes that are hashed: header, then numbered lines; nothing for what is not there."""
    head = _SEPARATOR.join((f"housingdesk-batch-{FORM}", kind, key, str(control_pence),
                            made_at.astimezone(UTC).isoformat(timespec="microseconds")))
    body = [f"{n}\x1f{ref}\x1f{k}\x1f{c or ''}\x1f{p}\x1f{on}\x1f{pence}\x1f{a or ''}\x1f{b or ''}\x1f{text or ''}\x1f"
            f"{rev or ''}" for n, (ref, k, c, p, on, pence, a, b, text, rev) in enumerate(lines, 1)]
    return "\n".join([head, *body]).encode()


def chain(previous: str, content: bytes) -> str:
    """The hash of a seal: SHA-256 over the hash before it and the canonical form."""
    return hashlib.sha256(previous.encode() + b"\n" + content).hexdigest()
