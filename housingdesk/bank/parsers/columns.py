"""Rows and a mapping into statements, one per account and currency, each with its running balance walked."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from housingdesk.bank.parsers.accounts import account_text, joined_account
from housingdesk.bank.parsers.balances import Walk, walk
from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.bank.parsers.narratives import WORDINGS, Said
from housingdesk.bank.parsers.reading import Line, Statement, Status
from housingdesk.bank.parsers.table_rows import (
    NEVER,
    PENDING,
    Rows,
    check_heading,
    check_others,
    check_widths,
    entries,
    start_of,
)
from housingdesk.bank.parsers.table_values import Values
from housingdesk.values.money import decimal_text
from housingdesk.values.problems import Problem
from housingdesk.values.tables.grid import Grid
from housingdesk.values.tables.refusing import refuse, warn
from housingdesk.values.text import one_line


def read_columns(grid: Grid, mapping: Mapping, leave_out: Collection[int] = ()) -> tuple[list[Statement], list[Problem]]:
    """The statements of a grid read by a mapping, with warnings; refuses what cannot be read exactly."""
    warnings: list[Problem] = []
    grouped = _grouped(grid, mapping, frozenset(leave_out), warnings)
    return [_statement(account, currency, lines, _walked(lines), warnings)
            for (account, currency), lines in grouped.items()], warnings


def balance_proof(grid: Grid, mapping: Mapping) -> Walk | None:
    """How far the running balance proves a mapping; None when it has no balance column. Refuses what cannot be read."""
    if mapping.balance is None:
        return None
    walks = [_walked(lines) for lines in _grouped(grid, mapping, frozenset(), []).values()]
    broken = [way for way in walks if way.order is None]
    return replace((broken or walks)[0], checked=sum(way.checked for way in broken or walks))


def _grouped(grid: Grid, mapping: Mapping, leave_out: frozenset[int],
             warnings: list[Problem]) -> dict[tuple[str | None, str | None], list[Line]]:
    for sentence in mapping.problems():
        raise refuse(sentence)
    values = Values(mapping, warnings)
    check_heading(grid, mapping, values.is_day)
    rows = entries(grid, mapping, leave_out, values.is_day, warnings)
    if not rows.cells:
        raise refuse("There is no entry under the headings." if mapping.header else "There is no entry in it.")
    check_widths(rows, mapping, grid, values.is_day)
    days = values.days(rows)
    values.settle_decimal(rows)
    amounts = values.amounts(rows)
    balances = values.money(rows, mapping.balance, "balance")
    check_others(grid, rows, mapping, values.read_money, amounts, warnings)
    lines = _lines(rows, mapping, days, amounts, balances)
    return _by_account(grid, rows, values, lines, warnings)


def _lines(rows: Rows, mapping: Mapping, days: Sequence[date], amounts: Sequence[int],
           balances: Sequence[int | None]) -> list[Line]:
    texts, kinds = _narratives(rows, mapping), rows.column(mapping.kind)
    payers, references = rows.column(mapping.payer), rows.column(mapping.reference)
    accounts, ids = rows.column(mapping.payer_account), rows.column(mapping.bank_id)
    statuses = _statuses(rows.column(mapping.status))
    wording = WORDINGS.get(mapping.wording, _says_nothing)
    said = [wording(text, kind) for text, kind in zip(texts, kinds, strict=True)]
    columns = zip(days, amounts, texts, payers, accounts, references, kinds, ids, balances, statuses, rows.raws, rows.numbers,
                  said, strict=True)
    return [Line(day, pence, one_line(text), (payer and one_line(payer)) or told.payer,
                 account_text(account) if account else None, (reference and one_line(reference)) or told.reference,
                 kind or told.kind, bank_id or None, balance, status, raw, number)
            for day, pence, text, payer, account, reference, kind, bank_id, balance, status, raw, number, told in columns]


_SAYS_NOTHING = Said()


def _says_nothing(text: str, kind: str) -> Said:  # noqa: ARG001
    return _SAYS_NOTHING


def _narratives(rows: Rows, mapping: Mapping) -> list[str]:
    columns = mapping.narrative
    if len(columns) == 1:
        return [cells[columns[0]].strip().lstrip("'") for cells in rows.cells]
    return [" ".join(dict.fromkeys(text for column in columns if (text := cells[column].strip().lstrip("'"))))
            for cells in rows.cells]


def _statuses(texts: Sequence[str]) -> list[Status]:
    return ["pending" if text and (PENDING.search(text) or NEVER.search(text)) else "booked" for text in texts]


def _by_account(grid: Grid, rows: Rows, values: Values, lines: Sequence[Line],
                warnings: list[Problem]) -> dict[tuple[str | None, str | None], list[Line]]:
    mapping = values.mapping
    fallback = _account_above(grid, mapping)
    grouped: dict[tuple[str | None, str | None], list[Line]] = {}
    names: dict[tuple[str, str], str | None] = {}
    numbers, sort_codes, states = (rows.column(index) for index in (mapping.account, mapping.sort_code, mapping.status))
    for cells, line, number, sort_code, state in zip(rows.cells, lines, numbers, sort_codes, states, strict=True):
        if (number, sort_code) not in names:
            names[number, sort_code] = joined_account(sort_code, number) or fallback
        bucket = grouped.setdefault((names[number, sort_code], values.currency(cells)), [])
        if state and NEVER.search(state):
            warnings.append(warn(f"A row marked “{state}” moved no money and is left out.", line.line_no))
        else:
            bucket.append(line)
    return grouped


def _account_above(grid: Grid, mapping: Mapping) -> str | None:
    """The account named above the headings (Nationwide: ``Account Name:, "FlexAccount ****12345"``)."""
    for cells in grid.rows[:start_of(grid, mapping)]:
        label = cells[0].strip().rstrip(":").lower() if cells else ""
        value = next((cell.strip() for cell in cells[1:] if cell.strip()), "")
        if label in ("account name", "account number", "account", "iban") and re.search(r"[0-9]{3}", value):
            masked = re.search(r"[*xX]{2,}[0-9]{2,}", value)
            return masked[0] if masked else account_text(value)
    return None


def _walked(lines: Sequence[Line]) -> Walk:
    booked = [line for line in lines if line.status == "booked"]
    if not any(line.balance is not None for line in booked):
        return Walk("oldest first", None, None, 0)
    return walk([line.pence for line in booked], [line.balance for line in booked], booked[0].on > booked[-1].on)


def _statement(account: str | None, currency: str | None, lines: list[Line], way: Walk,
               warnings: list[Problem]) -> Statement:
    if way.order is None:
        broken = [line for line in lines if line.status == "booked"][way.broken_at or 0]
        warnings.append(warn(f"The running balance does not follow from the amount here ({decimal_text(broken.pence)}): a "
                             "line may be missing, doubled or changed.", broken.line_no, field="balance"))
    adds_up = None if way.order and not way.checked else way.order is not None
    return Statement(account, currency, way.opening, way.closing, adds_up, tuple(lines))
