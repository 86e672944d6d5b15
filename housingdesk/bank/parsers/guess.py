"""A proposal for the mapping screen: headings by their words, columns by what they hold, signs by the running balance.

A proposal is never used by itself; a person confirms it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from housingdesk.bank.parsers.balances import Walk, walk_in_words
from housingdesk.bank.parsers.columns import balance_proof
from housingdesk.bank.parsers.mapping import Mapping, heading
from housingdesk.values.tables.amounts import read_amount
from housingdesk.values.tables.days import is_day
from housingdesk.values.tables.grid import Grid
from housingdesk.values.tables.refusing import BadLine

_WORDS: dict[str, str] = {
    "balance": r"balance|saldo", "paid_in": r"paid in|money in|credit|deposit|receipt|\bin\b|income",
    "paid_out": r"paid out|money out|debit|withdraw|payment|\bout\b|spent", "amount": r"amount|value|sum|betrag",
    "payer": r"payer|payee|counter ?party|name\b|from\b", "reference": r"\bref", "sort_code": r"sort ?code",
    "account": r"account|iban", "kind": r"type|kind|code", "currency_column": r"currency|ccy", "status": r"status|state",
    "direction": r"cr ?/ ?dr|dr ?/ ?cr|debit/credit|indicator", "bank_id": r"transaction id|\bid\b",
}
_TEXT = re.compile(r"descr|narrative|detail|memo|particular|text|reference|merchant|payee|payer|name|note", re.IGNORECASE)


def guess_mapping(rows: Sequence[Sequence[str]]) -> Mapping:
    """The likeliest mapping of the rows of a table; parts that cannot be told stay empty."""
    table = [list(row) for row in rows]
    return guess_for(Grid(table, list(range(1, len(table) + 1)), [""] * len(table), "spreadsheet", ""))


def guess_for(grid: Grid) -> Mapping:
    """The same for a whole file, whose every row helps to prove signs by the running balance."""
    first = next((index for index, row in enumerate(grid.rows) if _is_entry(row)), None)
    if first is None:
        return Mapping()
    header = next((heading(row) for row in reversed(grid.rows[:first]) if len(heading(row)) >= 3), ())
    body = [row for row in grid.rows[first:first + 200] if _is_entry(row)]
    width = max(len(row) for row in body)
    names = [header[index] if index < len(header) else "" for index in range(width)]
    columns = [[row[index].strip() if index < len(row) else "" for row in body] for index in range(width)]
    dates = [index for index in range(width) if _share(columns[index], is_day) > 0.9]
    money = [index for index in range(width) if index not in dates and _share(columns[index], _is_money) > 0.9
             and not _is_identifier(columns[index], names[index])]
    mapping = Mapping(skip=first, header=header, date=_best_date(dates, names))
    mapping = _with_texts(mapping, names, columns, set(dates) | set(money))
    return _with_money(grid, mapping, names, columns, money)


def proof_in_words(grid: Grid, mapping: Mapping) -> str:
    """What the running balance says of the mapping, in one sentence for the screen."""
    for problem in mapping.problems():
        return problem
    try:
        found: Walk | None = balance_proof(grid, mapping)
    except BadLine as error:
        return str(error)
    if found is None:
        return "There is no balance column, so nothing proves the amounts and their signs."
    return walk_in_words(found, len(grid.rows))


def _is_entry(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row]
    return any(map(is_day, filter(None, cells))) and any(_is_money(cell) and not is_day(cell) for cell in cells)


def _is_money(text: str) -> bool:
    for decimal in (".", ","):
        try:
            read_amount(text, decimal)
        except ValueError:
            continue
        return True
    return False


def _share(texts: Sequence[str], test: object) -> float:
    filled = [text for text in texts if text]
    return sum(bool(test(text)) for text in filled) / len(filled) if filled and callable(test) else 0.0


def _is_identifier(texts: Sequence[str], name: str) -> bool:
    """Whole numbers of a steady, long width are account numbers or references, not money."""
    filled = [text for text in texts if text]
    if re.search(_WORDS["balance"] + "|" + _WORDS["amount"], name):
        return False
    return bool(re.search(r"sort ?code|account|number|\bid\b", name)) or \
        all(re.fullmatch(r"'?[0-9]{6,}", text) for text in filled)


def _best_date(dates: Sequence[int], names: Sequence[str]) -> int | None:
    for pattern in (r"post|book|transaction|process", r"date"):
        for index in dates:
            if re.search(pattern, names[index]):
                return index
    return dates[0] if dates else None


def _with_texts(mapping: Mapping, names: Sequence[str], columns: Sequence[Sequence[str]], taken: set[int]) -> Mapping:
    found: dict[str, int] = {}
    free = [index for index in range(len(names)) if index not in taken and any(columns[index])]
    for role in ("bank_id", "sort_code", "currency_column", "status", "direction", "payer", "reference", "account", "kind"):
        index = next((i for i in free if i not in found.values() and re.search(_WORDS[role], names[i])
                      and not (role == "account" and "name" in names[i])), None)
        if index is not None:
            found[role] = index
    texts = tuple(index for index in free if _TEXT.search(names[index]) and
                  index not in (found.get("account"), found.get("sort_code")) and "account" not in names[index])
    if not texts:
        rest = [index for index in free if index not in found.values()]
        texts = tuple(sorted(rest, key=lambda index: -sum(map(len, columns[index])))[:1])
    return replace(mapping, narrative=texts, **found)  # type: ignore[arg-type]


def _with_money(grid: Grid, mapping: Mapping, names: Sequence[str], columns: Sequence[Sequence[str]],
                money: Sequence[int]) -> Mapping:
    named = {role: next((index for index in money if re.search(_WORDS[role], names[index])), None)
             for role in ("balance", "paid_in", "paid_out", "amount")}
    candidates = _candidates(mapping, named, columns, money)
    scored = []
    for place, candidate in enumerate(candidates):
        try:
            proof = balance_proof(grid, candidate)
        except BadLine:
            continue
        proven = proof is not None and proof.order is not None and proof.checked > 0
        scored.append((proven, -place, candidate))
    if scored:
        return max(scored, key=lambda item: item[:2])[2]
    return candidates[0] if candidates else mapping


def _candidates(mapping: Mapping, named: dict[str, int | None], columns: Sequence[Sequence[str]],
                money: Sequence[int]) -> list[Mapping]:
    """Ways to read the money columns, the likeliest by headings first."""
    found: list[Mapping] = []
    balance = named["balance"]
    rest = [index for index in money if index != balance]
    if named["paid_in"] is not None and named["paid_out"] is not None and named["paid_in"] != named["paid_out"]:
        found.append(replace(mapping, paid_in=named["paid_in"], paid_out=named["paid_out"], balance=balance))
    amount = named["amount"] if named["amount"] in rest else None
    for index, of_balance in product([amount] if amount is not None else rest, [balance] if balance is not None else
                                     [None, *money]):
        if index is not None and index != of_balance and all(columns[index]):
            found += [replace(mapping, amount=index, balance=of_balance),
                      replace(mapping, amount=index, balance=of_balance, turned=True)]
    for out, into in product(rest, rest):
        if out != into and all(bool(a) != bool(b) for a, b in zip(columns[out], columns[into], strict=True)):
            found += [replace(mapping, paid_out=out, paid_in=into, balance=of_balance)
                      for of_balance in ([balance] if balance is not None else [None, *money])
                      if of_balance not in (out, into)]
    return found[:40]
