"""Which letters, statements and notices gave somebody a figure of an account from a day on: what a correction makes doubtful.

Decides nothing about what is to be done with them: whoever corrects an account sees the list before and after.
"""

import json
import re
from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from housingdesk.errors import NotFound
from housingdesk.letters.models import Letter, LetterRun
from housingdesk.letters.queries.templates import template_in_use
from housingdesk.letters.rules.states import LetterState
from housingdesk.notices.models import NoticeCase
from housingdesk.rent.queries.accounts import account
from housingdesk.rent.rules.words import SUB_ACCOUNTS
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref

_NEVER_WENT = frozenset({LetterState.HELD, LetterState.WITHDRAWN, LetterState.SPOILED})
_MONEY = re.compile(r"£\d")
_FIGURES = {"owed": "Owed", "benefit_line": "", "new": "Charge", "whole": "Charge", "own": "Own part", "charge_each": "Charge"}
"""The fields of letters that come from an account, with what the list calls them, in the order in which one is told."""


@frozen
class ReliedRow:
    """One letter or notice: its day, what it is, to whom, the figure it gave, and how far it got; ``ref`` opens it."""

    ref: Ref
    on: date
    what: str
    to: str
    said: str
    state: str

    @property
    def id(self) -> int:
        """A number of its own: a notice and a letter may have the same."""
        return 2 * self.ref.id + int(self.ref.table == "notice_case")

    @property
    def waits_with_debt(self) -> bool:
        """Whether it is a letter that says what is owed and has not gone yet."""
        return (self.ref.table == "letter" and self.state in (LetterState.READY, LetterState.KEPT_BACK)
                and self.said.startswith(("Owed", "Balance")))


def relied_on(account_id: int, since: date) -> tuple[ReliedRow, ...]:
    """Every letter, statement and notice dated ``since`` or later that stated a figure of this account, the newest first.

    What was held, withdrawn or spoiled told nobody anything, and a statement of earlier days nothing of these. An account that
    is no person's is in no letter.
    """
    row = account(account_id)
    if row is None:
        raise NotFound("That account is not there")
    if row.tenancy_id is None:
        return ()
    main = row.kind not in SUB_ACCOUNTS
    found = [*_letters(row.tenancy_id, account_id, since, main=main), *(_notices(row.tenancy_id, since) if main else ())]
    return tuple(sorted(found, key=lambda one: (one.on, one.id), reverse=True))


def _letters(tenancy_id: int, account_id: int, since: date, *, main: bool) -> list[ReliedRow]:
    rows: Any = (Letter.select(Letter.id, Letter.dated, Letter.title, Letter.addressee, Letter.state, Letter.template,
                               Letter.data).join(LetterRun)
                 .where((Letter.subject == str(Ref("tenancy", tenancy_id))) & (Letter.dated >= since)
                        & (LetterRun.covers_until.is_null() | (LetterRun.covers_until >= since))
                        & Letter.state.not_in(list(_NEVER_WENT)) & Letter.copy_of.is_null()).tuples())
    found = []
    for number, dated, title, addressee, state, key, data in rows:
        said = _said(json.loads(data), account_id, key, dated, main=main)
        if said:
            found.append(ReliedRow(Ref("letter", number), dated, title, addressee, said, str(LetterState(state))))
    return found


def _said(data: dict[str, Any], account_id: int, key: str, dated: date, *, main: bool) -> str:
    """The figure of the account that a letter gave, in words; empty where it gave none."""
    of = data.get("account")
    if (of is not None and of != account_id) or (of is None and not main):
        return ""
    if "balance" in data:
        return f"Balance {balance_words(int(data['balance']))}"
    told = {**data.get("answers", {}), **data.get("fields", {})}
    used = _used(key, dated)
    for name, word in _FIGURES.items():
        value = str(told.get(name, ""))
        if name in used and _MONEY.search(value):
            return f"{word} {value}".strip()
    return ""


def _used(key: str, dated: date) -> frozenset[str]:
    """The fields that the words of a letter have in them; nothing for a letter that is no longer written."""
    try:
        return template_in_use(key, dated).fields()
    except NotFound:
        return frozenset()


def _notices(tenancy_id: int, since: date) -> list[ReliedRow]:
    rows = NoticeCase.select().where((NoticeCase.tenancy == tenancy_id) & NoticeCase.issued_at.is_null(False)
                                     & NoticeCase.owed_pence.is_null(False))
    return [ReliedRow(Ref("notice_case", case.id), on, case.title, case.names, f"{format_pence(case.owed_pence)} owed",
                      str(case.state)) for case in rows if (on := case.owed_on or _day(case.issued_at)) >= since]


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def servers_of(case_ids: Collection[int]) -> dict[int, str]:
    """Who served each of these notices, or else gave it out."""
    rows = NoticeCase.select(NoticeCase.id, NoticeCase.server, NoticeCase.issued_by).where(NoticeCase.id.in_(list(case_ids)))
    return {number: server or issued for number, server, issued in rows.tuples()}
