"""What columns hold by what is in them, where no heads say it: a proposal for a person, never trusted by itself."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

from housingdesk.benefits.parsers.schedules import layout as roles
from housingdesk.benefits.parsers.schedules.masking import has_ni_number
from housingdesk.values.tables.amounts import read_amount
from housingdesk.values.tables.days import is_day

_MONEY = re.compile(r"[-−(]?£?[\d,]*\d\.\d\d\)?(?:-| ?CR| ?DR)?", re.ASCII)
_NAME = re.compile(r"[^\W\d_][^\W\d_'’. ,\-&]*(?:[ ,.'’\-&]+[^\W\d_]+)+\.?")
_CODE = re.compile(r"(?!.*[A-Za-z]{4})(?=(?:.*\d){4})[A-Za-z0-9/.\- ]{4,20}")


@lru_cache(maxsize=16_384)
def is_money(text: str) -> bool:
    """Whether a cell is an amount written with its pence."""
    return _MONEY.fullmatch(text.strip()) is not None


def by_content(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """A role for each column of rows without heads; empty where nothing can be said."""
    width = max((len(row) for row in rows), default=0)
    body = [row for row in rows if sum(bool(cell) for cell in row) >= max(2, width // 2)][:200]
    columns = [[row[place] for row in body if place < len(row) and row[place]] for place in range(width)]
    kinds = [_kind(cells) for cells in columns]
    out = [""] * width
    for kind, wanted in (("name", (roles.NAME,)), ("code", (roles.CLAIM, roles.RENT)), ("address", (roles.ADDRESS,))):
        for place, role in zip((place for place, found in enumerate(kinds) if found == kind), wanted, strict=False):
            out[place] = role
    _days(out, columns, [place for place, kind in enumerate(kinds) if kind == "day"])
    _amounts(out, body, [place for place, kind in enumerate(kinds) if kind == "money"])
    return tuple(out)


def _kind(cells: Sequence[str]) -> str:
    most = len(cells) * 8 // 10
    if not cells or sum(map(has_ni_number, cells)) > most:
        return ""
    for kind, test in (("money", is_money), ("day", is_day), ("name", _NAME.fullmatch), ("code", _CODE.fullmatch)):
        if sum(bool(test(cell)) for cell in cells) > most:
            return kind
    return "address" if sum(bool(re.search(r"\d", cell)) and " " in cell for cell in cells) > most else ""


def _days(out: list[str], columns: Sequence[Sequence[str]], places: Sequence[int]) -> None:
    same = [place for place in places if len(set(columns[place])) == 1 and len(places) != 2]
    if same:
        out[same[0]] = roles.PAID_ON
    rest = [place for place in places if not out[place]]
    if len(rest) >= 2:
        out[rest[0]], out[rest[1]] = roles.FROM, roles.TO
    elif rest and not same:
        out[rest[0]] = roles.PAID_ON


def _amounts(out: list[str], body: Sequence[Sequence[str]], places: Sequence[int]) -> None:
    """The three columns of which one less another is the third in every row; otherwise the last is what is paid."""
    pence = {place: [_pence(row[place]) if place < len(row) else 0 for row in body] for place in places}
    for gross, taken, net in permutations(places[:6], 3):
        sums = zip(pence[gross], pence[taken], pence[net], strict=True)
        if any(pence[taken]) and all(a - abs(b) == c for a, b, c in sums):
            out[gross], out[taken], out[net] = roles.GROSS, roles.RECOVERY, roles.NET
            return
    if places:
        out[places[-1]] = roles.NET


def _pence(text: str) -> int:
    try:
        return read_amount(text) if text else 0
    except ValueError:
        return 0
