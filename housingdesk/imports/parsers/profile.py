"""What each column of a file looks like: what it seems to be and why, how full it is, and everything odd about its cells.

Looks at every cell; explains, and changes nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from housingdesk.imports.parsers.cells import (
    is_blank,
    is_serial,
    lost_nought,
    read_date,
    read_money,
    read_nino,
    read_owed,
    read_phone,
    read_postcode,
)
from housingdesk.imports.rules.columns import Columns, Owed
from housingdesk.imports.rules.meanings import has_meanings, meaning
from housingdesk.imports.rules.names import names_in
from housingdesk.imports.rules.roles import BY_KEY, Cell
from housingdesk.values.money import format_pence
from housingdesk.values.rows import frozen
from housingdesk.values.tables.days import vote
from housingdesk.values.text import one_line, squash

_EXAMPLES, _SHOWN = 3, 4
_SLASHED = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{2,4}.*")
_POWER = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@frozen
class Unknown:
    """A word of a column whose meaning nobody has said yet, and how often it stands there."""

    role: str
    word: str
    times: int


@frozen
class ColumnProfile:
    """One column explained. ``seems`` says what it is and why; ``oddities`` what to look at, a sentence each."""

    place: int
    head: str
    role: str
    cell: Cell
    seems: str
    filled: int
    rows: int
    distinct: int
    examples: tuple[str, ...]
    oddities: tuple[str, ...]
    unknown: tuple[Unknown, ...] = ()

    @property
    def id(self) -> int:
        """Its number in the file, counted from 1."""
        return self.place + 1

    @property
    def fill_words(self) -> str:
        """How full it is: ``498 of 500 filled, 12 different``."""
        if not self.filled:
            return "empty"
        filled = "all" if self.filled == self.rows else f"{self.filled:,} of {self.rows:,}"
        return f"{filled} filled, {self.distinct:,} different"


def profile(rows: Sequence[Sequence[str]], columns: Columns) -> tuple[ColumnProfile, ...]:
    """Every column of a file below its headings, as its columns are said or guessed to be."""
    below = _below(rows, columns)
    return tuple(_at(place, below, columns) for place in range(len(columns.roles)))


def _below(rows: Sequence[Sequence[str]], columns: Columns) -> list[Sequence[str]]:
    return [row for row in rows[columns.head_row + 1:] if any(cell.strip() for cell in row)]


def _at(place: int, below: Sequence[Sequence[str]], columns: Columns) -> ColumnProfile:
    cells = [row[place] if place < len(row) else "" for row in below]
    head = columns.head[place] if place < len(columns.head) else ""
    return _column(place, head, columns.roles[place], cells, columns)


def _column(place: int, head: str, role: str, cells: list[str], columns: Columns) -> ColumnProfile:
    full = [cell for cell in cells if not is_blank(cell)]
    counts = Counter(one_line(cell) for cell in full)
    looks = _looks(list(counts), columns.order)
    cell = BY_KEY[role].cell if role else looks
    unknown = tuple(Unknown(role, word, times) for word, times in counts.most_common()
                    if role and has_meanings(role) and meaning(role, word, columns.words.get(role)) is None)
    return ColumnProfile(place, head, role, cell, _seems(head, role, looks, counts), len(full), len(cells), len(counts),
                         tuple(word for word, _ in counts.most_common(_EXAMPLES)),
                         tuple(_oddities(cell, role, full, counts, columns)), unknown)


def _seems(head: str, role: str, looks: Cell, counts: Counter[str]) -> str:
    if not counts:
        return "Nothing stands in it" + (f", though its heading “{head}” says {BY_KEY[role].words.lower()}" if role else "")
    what = f"its cells look like {_plural(looks)}" if looks is not Cell.TEXT else "its cells are words"
    if role:
        return f"{BY_KEY[role].words}, by its heading “{head}”; {what}" if head else f"{BY_KEY[role].words}; {what}"
    return f"Not known by its heading; {what}" if head else f"It has no heading; {what}"


def _cells(count: int) -> str:
    return f"{count:,} cell{'s have' if count > 1 else ' has'}"


def _are(count: int) -> str:
    return "are" if count > 1 else "is"


def _plural(cell: Cell) -> str:
    return {Cell.KEY: "numbers or codes", Cell.COUNT: "whole numbers", Cell.PHONE: "telephone numbers"}.get(cell, f"{cell}s")


def _looks(distinct: Sequence[str], order: str) -> Cell:
    """What nearly all different cells can be read as, the strictest first."""
    some = distinct[:400]
    pence = any(re.search(r"[.£]\d|\d,\d{3}|CR|DR", text) for text in some)
    tests: tuple[tuple[Cell, Callable[[str], object]], ...] = (
        (Cell.NINO, read_nino), (Cell.POSTCODE, read_postcode), (Cell.EMAIL, _email),
        (Cell.DAY, lambda text: read_date(text, order) if not text.isdigit() or is_serial(text) else _no()),
        (Cell.PHONE, lambda text: read_phone(text) if re.sub(r"\D", "", text)[:1] in "0127" else _no()),
        (Cell.COUNT, lambda text: int(text) if len(text) < 3 else _no()),
        (Cell.MONEY, lambda text: read_money(text) if pence else _no()),
        (Cell.KEY, lambda text: text if re.fullmatch(r"[A-Za-z]{0,4}[-/ ]?\d[\w/-]*", text) else _no()))
    for cell, read in tests:
        if some and sum(_reads(read, text) for text in some) >= 0.8 * len(some):
            return cell
    return Cell.TEXT


def _no() -> object:
    raise ValueError


def _email(text: str) -> object:
    return text if _EMAIL.fullmatch(text) else _no()


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _oddities(cell: Cell, role: str, full: list[str], counts: Counter[str], columns: Columns) -> list[str]:
    said = []
    spaced = sum(text != text.strip() or "  " in text for text in full)
    if spaced:
        said.append(f"{_cells(spaced)} blanks before, behind or double, and {_are(spaced)} taken without")
    if cell is Cell.DAY:
        said += _days(full, columns)
    elif cell is Cell.MONEY:
        said += _amounts(full, role, columns)
    elif cell in (Cell.KEY, Cell.UPRN):
        said += _keys(full, counts, role)
    elif cell is Cell.PHONE:
        lost = sum(lost_nought(text) for text in full)
        said += [f"{_cells(lost)} lost the nought it begins with, which is put back"] if lost else []
        said += _unread(counts, read_phone, "telephone number")
    elif cell is Cell.POSTCODE:
        said += _unread(counts, read_postcode, "postcode")
    elif cell is Cell.NINO:
        said += _unread(counts, read_nino, "NI number")
    if role == "person.name":
        joint = sum(len(names_in(text)) > 1 for text in counts)
        said += [f"More than one person is named in {joint:,}; each becomes a holder"] if joint else []
    if full and len(counts) == 1 and len(full) > 2 and not role.startswith(("home.town", "home.county")):
        said.append(f"Every cell says {_quoted(full[:1])}")
    return said


def _days(full: Sequence[str], columns: Columns) -> list[str]:
    said = []
    serials = [text for text in full if is_serial(text)]
    if serials:
        said.append(f"Excel’s own numbers of days stand in {len(serials):,}, such as {_quoted(serials[:1])} for "
                    f"{read_date(serials[0]):%d/%m/%Y}")
    forms = {_form(text): text for text in full if not is_serial(text)}
    if len(forms) > 1:
        said.append(f"Dates are written in {len(forms)} forms: {_quoted(list(forms.values()))}")
    slashed = list(dict.fromkeys(text for text in full if _SLASHED.fullmatch(text.strip())))
    try:
        if slashed and columns.order == "dmy" and vote(slashed).order == "mdy":
            said.append("Month and day seem to be the other way round: read as day first, some are no dates")
    except ValueError:
        pass  # the single cells say it better
    said += _unread(Counter(full), lambda text: read_date(text, columns.order), "date")
    days = [read_date(text, columns.order) for text in full if _reads(lambda one: read_date(one, columns.order), text)]
    same = Counter(days).most_common(1)
    for day, times in same:
        if day in (date(1900, 1, 1), date(1901, 1, 1)) or (len(days) > 20 and times * 3 > len(days)):
            said.append(f"{day:%d/%m/%Y} stands there {times:,} times, which may mean not known")
    return said


def _form(text: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d{4}", "Y", re.sub(r"\b\d{1,2}\b", "d", text.strip())))


def _amounts(full: Sequence[str], role: str, columns: Columns) -> list[str]:
    said = [f"{words} {count:,}" for words, count in (
        ("A £ stands in", sum("£" in text for text in full)),
        ("Brackets, which are less than nil, stand round", sum(text.strip().startswith("(") for text in full)),
        ("CR or DR, which decides the sign, stands behind", sum(bool(re.search(r"\d\s*(?:CR|DR)\b", text,
        re.IGNORECASE)) for text in full)),
        ("The sign stands behind the amount in", sum(text.strip().endswith("-") for text in full))) if count]
    said += _unread(Counter(full), read_money, "amount")
    if role in ("balance.pence", "history.balance"):
        said.append(_signs(full, columns.owed))
    return said


def _signs(full: Sequence[str], owed: Owed) -> str:
    """What the chosen sign would mean, with figures somebody can look up in the old system."""
    found = [read_owed(text, owed) for text in full if _reads(lambda one: read_owed(one, owed), text)]
    over, under = [p for p in found if p > 0], [p for p in found if p < 0]
    return (f"As it is said now, {owed}: {len(over):,} owe {format_pence(sum(over))} and {len(under):,} are "
            f"{format_pence(-sum(under))} in credit. If it is the other way round, say so")


def _keys(full: Sequence[str], counts: Counter[str], role: str) -> list[str]:
    said = []
    powers = [text for text in full if _POWER.fullmatch(text.strip())]
    if powers:
        said.append(f"Powers of ten such as {_quoted(powers[:1])} stand in {len(powers):,}: their last digits are lost")
    lengths = Counter(len(text.strip()) for text in full if text.strip().isdigit())
    if len(lengths) > 1 and sum(lengths.values()) > 5:
        usual, many = lengths.most_common(1)[0]
        short = sum(count for length, count in lengths.items() if length < usual)
        if short and many * 2 > sum(lengths.values()) and role != "home.uprn":
            said.append(f"Fewer than the usual {usual} digits are in {short:,}: noughts at their beginning may be lost")
    twice = [word for word, times in counts.items() if times > 1]
    if twice and role in ("home.key", "person.key", "tenancy.key", "tenancy.reference", "home.uprn"):
        said.append(f"Given more than once: {_quoted(twice)}")
    lower = {squash(word) for word in counts}
    if len(lower) < len(counts):
        said.append("Some differ only in blanks, capitals or strokes; they are taken for the same")
    return said


def _unread(counts: Counter[str], read: Callable[[str], object], what: str) -> list[str]:
    wrong = [text for text in counts if not _reads(read, text)]
    if not wrong:
        return []
    many = sum(counts[text] for text in wrong)
    return [f"{many:,} {'is' if many == 1 else 'are'} no {what}: {_quoted(wrong)}"]


def _quoted(words: Sequence[str]) -> str:
    some = ", ".join(f"“{one_line(word)[:24]}”" for word in words[:_SHOWN])
    return some + (" …" if len(words) > _SHOWN else "")


def suggested(rows: Sequence[Sequence[str]], columns: Columns) -> Columns:
    """Columns with roles for those whose headings nobody knows but whose cells say what they are."""
    roles, below = list(columns.roles), _below(rows, columns)
    for place, role in enumerate(columns.roles):
        found = "" if role else _by_cells(_at(place, below, columns), roles)
        if found and found not in roles:
            roles[place] = found
    return replace(columns, roles=tuple(roles))


def _by_cells(one: ColumnProfile, roles: Sequence[str]) -> str:
    if not one.filled:
        return ""
    people = any(role.startswith("person.") for role in roles)
    homes = any(role.startswith("home.") for role in roles)
    if one.cell is Cell.NINO and people:
        return "person.nino"
    if one.cell is Cell.EMAIL and people:
        return "person.email"
    if one.cell is Cell.POSTCODE and homes:
        return "home.postcode"
    for role, wanted in (("home.kind", homes), ("home.rent_type", homes), ("tenancy.kind", "tenancy.start" in roles),
                         ("tenancy.frequency", "tenancy.start" in roles)):
        if wanted and one.distinct <= 12 and all(meaning(role, word) is not None for word in one.examples):
            return role if role not in roles else ""
    return ""
