"""The head of a file, the same on the tenancy file and on the rent account: names, where, since when, chips, sections."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from housingdesk.access.rules import Permission
from housingdesk.rent.queries.account_file import Standing
from housingdesk.rent.rules.words import PER, SUB_ACCOUNTS
from housingdesk.tenancies.queries.agreements import TenancyRow
from housingdesk.tenancies.rules import BenefitRoute, route_words, since_words
from housingdesk.ui.kit.header import Header
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button
from housingdesk.ui.kit.qt_desk import QtDesk
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.money import format_pence
from housingdesk.values.text import sentence_case

SECTIONS = (("timeline", "Timeline"), ("rent", "Rent"), ("people", "People"), ("home", "Home"), ("letters", "Letters"),
            ("files", "Files"), ("benefit", "Benefit"))
_LONGEST_TITLE = 52
_NEEDS = {"write_letter": Permission.SEND_LETTERS, "write_note": Permission.WRITE_NOTES, "write_diary": Permission.WRITE_NOTES}


@dataclass(frozen=True, slots=True)
class Owing:
    """What the head says of the money: the charge a week in words, and how the balance stands."""

    charge: str
    chip: tuple[str, Status]


def section_tabs() -> Tabs:
    """The words under the head; Alt and a number choose one."""
    return Tabs("Sections", [Tab(key, word) for key, word in SECTIONS])


def short_names(row: TenancyRow) -> str:
    """The names as a title: all of them, or the first and how many more."""
    if len(row.names) <= _LONGEST_TITLE:
        return row.names
    people = row.names.replace(" and ", ", ").split(", ")
    return f"{people[0][:_LONGEST_TITLE]} and {len(people) - 1} more" if len(people) > 1 else row.names


def where_words(row: TenancyRow, charge: str, today: date) -> str:
    """``14 Dale Road, ZZ9 9ZZ · assured tenancy T004471 since 5 May 2021 · £112.40 a week``."""
    address = f"{row.address}, {row.postcode}" if row.postcode else row.address
    parts = [address, f"{row.kind} {row.reference} {since_words(row.starts_on, row.ends_on, today)}",
             charge.replace(" ", "\u00a0")]
    if short_names(row) != row.names:
        parts.insert(0, row.names)
    return " · ".join(part for part in parts if part)


def owing(file: Standing) -> Owing:
    """What the head says of an account."""
    status = Status.GOOD if file.net_pence <= 0 else Status.DUE
    kind = f"{str(file.account.kind).capitalize()}: " if file.account.kind in SUB_ACCOUNTS else ""
    own = ("own part " if file.own_only else "net ") if file.net_pence != file.pence else ""
    words = f"{kind}{own}{file.owed_words}"
    charge = f"{format_pence(file.charge_pence)} {PER[file.account.frequency]}" if file.charges else ""
    return Owing(charge, (sentence_case(words), status))


def chips(row: TenancyRow, *, money: Sequence[tuple[str, Status]], route: BenefitRoute, needs: Sequence[str],
          today: date) -> list[tuple[str, Status]]:
    """The facts that change what you do next: owed, ended, benefit, needs, a note to read."""
    out = list(money)
    if row.ends_on is not None:
        word = "Ended" if row.ends_on < today else "Ends"
        out.append((f"{word} {row.ends_on.day} {row.ends_on:%B %Y}", Status.NEUTRAL if word == "Ended" else Status.DUE))
    if route is not BenefitRoute.NONE:
        out.append((route_words(route, row.kind), Status.INFORMATION))
    if needs:
        out.append((" · ".join(needs), Status.NEUTRAL))
    if row.note_to_read:
        out.append(("A note to read before you call", Status.LATE))
    return out


def show_actions(header: Header, desk: QtDesk, *, letter: Callable[[], object], diary: Callable[[], object],
                 note: Callable[[], object]) -> None:
    """Letter, diary and note as far as the person may, the note last: it is what is done most."""
    made = (("write_letter", "Letter", letter, "Ctrl+L"), ("write_diary", "Diary", diary, "Ctrl+J"),
            ("write_note", "Note", note, "Ctrl+M"))
    header.set_actions(*(button(word, do, key=key, kind="primary" if act == "write_note" else "")
                         for act, word, do, key in made if may_do(desk, act)))
    header.set_withheld(desk.privacy.on)


def may_do(desk: QtDesk, act: str) -> bool:
    """Whether the person's role lets them do what a button or key of a file is for; what staff write is private to staff."""
    needed = _NEEDS.get(act)
    return needed is None or (desk.may(needed) and not desk.privacy.on)
