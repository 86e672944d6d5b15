"""Santander's text download: blocks of Date, Description, Amount and Balance, one under the other."""

import re

from housingdesk.bank.parsers.mapping import Mapping
from housingdesk.values.tables.grid import Grid
from housingdesk.values.tables.refusing import refuse

_LABEL = re.compile(r"\s*(From|To|Account|Arranged overdraft limit|Date|Description|Amount|Balance)\s*:\s*(.*)")
_ORDER = ("Date", "Description", "Amount", "Balance")


def looks_like(text: str) -> bool:
    """Whether the text is made of labelled blocks."""
    labels = [match[1] for line in text[:4000].split("\n") if (match := _LABEL.match(line))]
    return {"Account", *_ORDER} <= set(labels)


def read_blocks(text: str) -> tuple[Grid, Mapping]:
    """The blocks as rows of date, description, amount, balance and account; refuses a block with a part missing."""
    grid = Grid([], [], [], "csv", "\t")
    account, start = "", 0
    block: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        match = _LABEL.match(line)
        if not match:
            if line.strip():
                raise refuse(f"“{line.strip()[:40]}” is not a line of Santander's text download", number)
            continue
        label, value = match[1], match[2].strip()
        if label == "Account":
            account = value
        elif label in _ORDER:
            if label in block or (label != "Date" and not block):
                raise refuse(f"A block has a second or stray “{label}”, so a line is missing or doubled", number)
            start = start if block else number
            block[label] = re.sub(r"\s*GBP$", "", value)
            if len(block) == 4:
                grid.rows.append([*(block[name] for name in _ORDER), account])
                grid.numbers.append(start)
                grid.raws.append("\n".join(lines[start - 1:number]))
                block = {}
    if block:
        raise refuse("The last block is not complete: the file is cut off. Download it again", start)
    return grid, Mapping(name="santander", date=0, narrative=(1,), amount=2, balance=3, account=4, order="dmy",
                         currency="GBP" if "GBP" in text else None)
