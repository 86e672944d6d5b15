"""What the columns of a file hold, as somebody said it: a role for each, our words for theirs, and how its amounts are meant.

Kept as JSON with the file, and remembered by the heading row for the next file of that form. Pure.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum

from housingdesk.errors import BadFile
from housingdesk.imports.rules.headings import bare, in_sheet, role_of, sheets_of
from housingdesk.imports.rules.meanings import choices, has_meanings
from housingdesk.imports.rules.roles import AMOUNTS, BY_KEY, ROLES
from housingdesk.imports.rules.words import Sheet
from housingdesk.rent.rules.words import Frequency
from housingdesk.tenancies.rules import TenancyKind
from housingdesk.values.problems import Problem
from housingdesk.values.rows import frozen
from housingdesk.values.text import one_line, squash

_WITHIN = 25
BALANCES = frozenset({"balance.pence", "balance.owed", "balance.credit", "balance.own", "balance.hb", "balance.uc",
                      "balance.court", "balance.recharge", "balance.overpaid"})
"""Columns that hold a balance or a part of one."""
_REPEATED = frozenset({"person.phone", "person.mobile", "person.phone2", "home.line2"})


class Owed(StrEnum):
    """Which sign a balance has that is owed to us; DR and CR behind an amount say it themselves."""

    PLUS = "what is owed stands as a plus"
    MINUS = "what is owed stands with a minus"


@frozen
class Columns:
    """``roles[i]`` is what column ``i`` holds, empty where it is not used; ``words`` is role → their word, squashed → ours.

    ``per``: for which time charges are stated where no column says it. ``kind`` and ``town`` stand in where a row has none.
    """

    roles: tuple[str, ...]
    head: tuple[str, ...] = ()
    head_row: int = -1
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    owed: Owed = Owed.PLUS
    per: Frequency = Frequency.WEEKLY
    order: str = "dmy"
    kind: TenancyKind | None = TenancyKind.ASSURED
    town: str = ""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Which sheets a file of these columns serves."""
        return sheets_of(self.roles)

    def place(self, role: str) -> int | None:
        """The column that holds a role."""
        return self.roles.index(role) if role in self.roles else None

    def name_of(self, role: str) -> str:
        """What a row's fault calls the column: its heading, else the role."""
        place = self.place(role)
        head = self.head[place] if place is not None and place < len(self.head) else ""
        return head or BY_KEY[role].words

    def problems(self) -> list[Problem]:
        """What still keeps it from being used, each naming its column's field (``column 2``)."""
        found = [Problem(f"column {place}", f"Two columns are “{BY_KEY[role].words}”. Choose one of them")
                 for place, role in enumerate(self.roles) if role and role in self.roles[:place] and role not in _REPEATED]
        if not any(self.roles):
            return [*found, Problem("column 0", "Say what at least one column holds")]
        return found + [Problem(f"column {self._first(sheet)}", sentence) for sheet in self.sheets
                        for sentence in _missing(sheet, set(self.roles), self.sheets)]

    def _first(self, sheet: Sheet) -> int:
        return next(place for place, role in enumerate(self.roles) if role and BY_KEY[role].sheet is sheet)

    def to_json(self) -> str:
        """As it is kept."""
        return json.dumps({"roles": self.roles, "head": self.head, "head_row": self.head_row, "words": self.words,
                           "owed": self.owed, "per": self.per, "order": self.order, "kind": self.kind or "",
                           "town": self.town}, ensure_ascii=False)


def _missing(sheet: Sheet, roles: set[str], sheets: Sequence[Sheet]) -> list[str]:
    """What a sheet cannot do without."""
    said = []
    keyed = {"tenancy.key", "tenancy.reference"} if Sheet.TENANCIES in sheets else set()
    address = {"home.address", "home.line1"}
    if sheet is Sheet.HOMES and not roles & address:
        said.append("Say which column has the address of the home, or its first line")
    if sheet is Sheet.PEOPLE and not roles & {"person.name", "person.last"}:
        said.append("Say which column has the name, or which two have first name and surname")
    if sheet is Sheet.TENANCIES:
        said += ["Say which column has the first day of the tenancy"] if "tenancy.start" not in roles else []
        if not roles & {"tenancy.home", "home.key"} and Sheet.HOMES not in sheets:
            said.append("Say which column has the number of the home the tenancy is for")
    return said + _missing_money(sheet, roles, sheets, keyed)


def _missing_money(sheet: Sheet, roles: set[str], sheets: Sequence[Sheet], keyed: set[str]) -> list[str]:
    said: list[str] = []
    if sheet is Sheet.CHARGES:
        if not roles & {"charge.amount", *AMOUNTS}:
            said.append("Say which column has the amount of the charge")
        said += _keyless("charge.tenancy", roles, sheets, "Say which column has the tenancy that is charged")
    if sheet is Sheet.BALANCES:
        if not roles & BALANCES:
            said.append("Say which column has the balance")
        said += _keyless("balance.key", roles, sheets, "Say which column has the account the balance is of")
    if sheet is Sheet.HISTORY:
        if "history.on" not in roles or not roles & {"history.amount", "history.debit", "history.credit"}:
            said.append("Say which columns have the day and the amount of each entry")
        if "history.key" not in roles and not roles & keyed:
            said.append("Say which column has the account of the entry")
    return said


def _keyless(role: str, roles: set[str], sheets: Sequence[Sheet], sentence: str) -> list[str]:
    """In a flat list the row's own tenancy is charged and has the balance."""
    return [] if role in roles or Sheet.TENANCIES in sheets or Sheet.PEOPLE in sheets else [sentence]


def columns_of(text: str) -> Columns:
    """Columns from their JSON text; BadFile when it is none of ours."""
    try:
        data = json.loads(text)
        words = {str(role): {squash(theirs): str(ours) for theirs, ours in said.items()}
                 for role, said in dict(data.get("words", {})).items()}
        made = Columns(tuple(map(str, data["roles"])), tuple(map(str, data.get("head", ()))), int(data.get("head_row", -1)),
                       words, Owed(data.get("owed", Owed.PLUS)), Frequency(data.get("per", Frequency.WEEKLY)),
                       str(data.get("order", "dmy")), TenancyKind(data["kind"]) if data.get("kind") else None,
                       str(data.get("town", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFile("These columns cannot be read: they are not as this program writes them") from error
    unknown = [role for role in made.roles if role and role not in BY_KEY]
    unknown += [role for role in words if not has_meanings(role)]
    unknown += [ours for role, said in words.items() if has_meanings(role)
                for ours in said.values() if ours not in map(str, choices(role))]
    if unknown:
        raise BadFile(f"These columns cannot be read: there is no “{unknown[0]}” here")
    return made


def guess(rows: Sequence[Sequence[str]], sheet: Sheet | None = None) -> Columns:
    """Which row holds the headings and what each column is by its heading; each role once, the first wins.

    ``sheet``: what the file is said to hold; None finds it out.
    """
    best, place = 0, -1
    for index, row in enumerate(rows[:_WITHIN]):
        known = len({role_of(cell) for cell in row} - {""})
        if known > best:
            best, place = known, index
    head = tuple(one_line(cell) for cell in rows[place]) if place >= 0 else ()
    width = max((len(row) for row in rows), default=0)
    heads = (*head, *[""] * (width - len(head)))
    found = [role_of(cell) for cell in heads]
    sheet = sheet or sheet_of(found)
    roles: list[str] = []
    for role in found:
        role = in_sheet(role, sheet) if sheet is not None and role else _beside(role, found)
        roles.append("" if role in roles else role)
    return replace(Columns(tuple(roles), heads, place), owed=_owed(heads, roles), per=_per(heads, roles))


def trusted(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a file each of whose headings is the name of a role here, as in the blank workbook; else None."""
    for index, row in enumerate(rows[:_WITHIN]):
        heads = [one_line(cell) for cell in row]
        while heads and not heads[-1]:
            heads.pop()
        if heads and all(head in _OWN_HEADS for head in heads):
            found = tuple(_OWN_HEADS[head] for head in heads)
            made = Columns(found, tuple(heads), index)
            return None if made.problems() else made
    return None


_OWN_HEADS = {role.words: role.key for role in ROLES}


def _beside(role: str, roles: Sequence[str]) -> str:
    """A role in a flat list: without a day of its own nothing is an entry of history; a number without a name is a holder's."""
    if role.startswith("history.") and "history.on" not in roles:
        return ""
    named = any(one.startswith("person.") and one != "person.key" for one in roles)
    return "tenancy.people" if role == "person.key" and "tenancy.start" in roles and not named else role


def sheet_of(roles: Iterable[str]) -> Sheet | None:
    """The one sheet a file is, where it is one; None for a flat list, whose keys are its rows' own."""
    used = {role for role in roles if role}
    homes = any(role.startswith("home.") and role != "home.key" for role in used)
    people = any(role.startswith("person.") and role != "person.key" for role in used)
    starts, keyed = "tenancy.start" in used, bool(used & {"tenancy.key", "tenancy.reference", "balance.key", "history.key"})
    charges = any(role.startswith("charge.") for role in used)
    if "history.on" in used and not homes and not people:
        return Sheet.CHARGES if "charge.code" in used and not {"history.text"} & used else Sheet.HISTORY
    if homes or people:
        return None
    if keyed and used & {"charge.code", "charge.description", "charge.amount"} and "home.key" not in used:
        return Sheet.CHARGES
    if starts and {"home.key", "tenancy.home"} & used:
        return Sheet.TENANCIES
    if charges and keyed:
        return Sheet.CHARGES
    if keyed and any(role.startswith("balance.") for role in used):
        return Sheet.BALANCES
    return None


def _owed(heads: Sequence[str], roles: Sequence[str]) -> Owed:
    """A column called arrears says which sign is owed; else a plus, until somebody says otherwise."""
    named = [bare(head) for head, role in zip(heads, roles, strict=True) if role == "balance.pence"]
    return Owed.MINUS if any("credit" in head and "debit" not in head for head in named) else Owed.PLUS


def _per(heads: Sequence[str], roles: Sequence[str]) -> Frequency:
    text = " ".join(bare(head) for head, role in zip(heads, roles, strict=True) if role.startswith("charge."))
    if any(word in text for word in ("month", "pcm")):
        return Frequency.MONTHLY
    return Frequency.NIGHTLY if "night" in text else Frequency.WEEKLY


def fits(columns: Columns, rows: Sequence[Sequence[str]]) -> int | None:
    """The row of a file over which columns stand in the same words; None when there is none."""
    head = [bare(cell) for cell in columns.head]
    while head and not head[-1]:
        head.pop()
    for index, row in enumerate(rows[:_WITHIN]):
        found = [bare(cell) for cell in row]
        while found and not found[-1]:
            found.pop()
        if head and found == head:
            return index
    return None


def carried(known: Columns, rows: Sequence[Sequence[str]]) -> Columns | None:
    """Columns for a mended file that has all that were used before, in another order or with more beside them; else None."""
    before = {bare(head): role for head, role in zip(known.head, known.roles, strict=False) if role and bare(head)}
    for index, row in enumerate(rows[:_WITHIN]):
        roles = tuple(before.get(bare(cell), "") for cell in row)
        if before and sorted(role for role in roles if role) == sorted(before.values()):
            return replace(known, roles=roles, head=tuple(one_line(cell) for cell in row), head_row=index)
    return None
