"""The pane beside the list: one line, what it would do to the account, and why; or that everything is dealt with."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from housingdesk.bank.queries.lines import LineRow, Suggestion
from housingdesk.ui.bank.columns import from_bank, is_open, ledger_name, narrative_below
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Bullets, Facts
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.values.dates import format_long
from housingdesk.values.money import balance_words, format_pence

_OTHERS = 5


def show_line(pane: RefillPane, row: LineRow, *, post: Callable[[], object], others: Sequence[QPushButton],
              choose: Callable[[int], object], rule_off: Callable[[], object]) -> None:
    """Fills the pane with one line; ``choose(n)`` takes the n-th suggestion, from 1; ``rule_off`` switches its rule off."""
    pane.begin(from_bank(row), unbroken(f"{format_long(row.made_on)} · {format_pence(row.pence)}"))
    if below := narrative_below(row):
        pane.put(label(below, "muted", wrap=True))
    if row.state == "parked":
        pane.put(label(f"Parked for {row.asked or 'anybody'}: {row.question}", "due", wrap=True))
    if row.state == "posted":
        pane.put(label(f"Posted to {row.post_to}", wrap=True))
    elif row.state == "left out":
        pane.put(label("Left out: it came with another file", wrap=True))
    else:
        _effect(pane, row)
        _inside(pane, row)
        _rule(pane, row, rule_off)
        _why(pane, row)
        _alternatives(pane, row, choose)
    pane.finish(_primary(row, post), others)


def _effect(pane: RefillPane, row: LineRow) -> None:
    """What the money does to the account of the suggestion."""
    if row.account_id is not None and row.tenancy_id is not None:
        pane.put(Facts([("Owed before", said(row.owed_pence)), ("This payment", format_pence(row.pence)),
                        ("Owed after", said(row.owed_pence - row.pence))], strong_last=True))


def _inside(pane: RefillPane, row: LineRow) -> None:
    """The payments that one line holds, each with its account."""
    if row.parts:
        pane.put(label("Payments in it", "section"))
        pane.put(Bullets([f"{format_pence(p.pence)} from {p.from_bank}: {p.name or 'nobody found'}. {p.why}"
                          for p in row.parts]))


def _rule(pane: RefillPane, row: LineRow, rule_off: Callable[[], object]) -> None:
    """The standing rule that caught the line, what speaks against it, and the way to switch it off."""
    if row.rule_id is not None:
        pane.put(label(row.why, "strong", wrap=True))
        for sentence in row.held_because:
            pane.put(label(sentence, "muted", wrap=True))
        pane.put(button("Switch this rule off", rule_off, key="O"))


def _why(pane: RefillPane, row: LineRow) -> None:
    top = row.suggestions[0] if row.suggestions else None
    if row.account_id is not None and top is not None and top.reasons:
        pane.put(label("Why this account", "section"))
        pane.put(Bullets(top.reasons))
    elif row.why and row.rule_id is None:
        pane.put(label(row.why, wrap=True))
    for sentence in row.held_because if row.rule_id is None else ():
        pane.put(label(sentence, "muted", wrap=True))


def _alternatives(pane: RefillPane, row: LineRow, choose: Callable[[int], object]) -> None:
    """The others that fit, each with its digit; the first is on the big button already where it is proposed."""
    first = 2 if row.account_id is not None else 1
    fits = list(enumerate(row.suggestions[:_OTHERS], 1))[first - 1:]
    if not fits:
        return
    pane.put(label("Also possible" if first == 2 else "Which of these?", "section"))
    for place, found in fits:
        pane.put(_Alternative(place, found, choose))


class _Alternative(QWidget):
    """A digit to press, and whose account it stands for."""

    def __init__(self, place: int, found: Suggestion, choose: Callable[[int], object]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        theme.lay(grid, gap=(10, 1))
        grid.setColumnStretch(1, 1)
        digit = button(str(place), partial(choose, place))
        theme.size(digit, width=36)
        digit.setAccessibleName(f"Post to {found.name or found.headline}")
        grid.addWidget(digit, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(found.name or found.headline, wrap=True), 0, 1)
        grid.addWidget(label(" · ".join(w for w in (found.where, found.headline) if w), "small", wrap=True), 1, 1)


def _primary(row: LineRow, post: Callable[[], object]) -> QPushButton | None:
    if is_open(row) and row.shares:
        return button(f"Post in {len(row.shares)} parts", post, key="Enter", kind="primary")
    if not is_open(row) or row.account_id is None:
        return None
    name = row.post_to or row.account_reference
    short = short_name(name) if row.tenancy_id is not None else _first_words(ledger_name(name)[0])
    return button(f"Post to {short}", post, key="Enter", kind="primary")


def show_done(pane: RefillPane, sentence: str, first: QPushButton, others: Sequence[QPushButton]) -> None:
    """Fills the pane when every line is in the books."""
    pane.begin("Everything is dealt with", sentence)
    pane.finish(first, others)


def short_name(name: str, longest: int = 16) -> str:
    """A name that fits on a button: the first person of several, a long surname as its letter.

    >>> short_name("Amina Khan"), short_name("Żaneta Nowak and Marek Nowak"), short_name("Kirsty MacDonald-Cook")
    ('Amina Khan', 'Żaneta Nowak', 'Kirsty M')
    """
    first = name.split(" and ", maxsplit=1)[0]
    if len(name) <= longest or len(first) <= longest:
        return name if len(name) <= longest else first
    words = first.split()
    short = f"{words[0]} {words[-1][0]}" if len(words) > 1 else first
    return short if len(short) <= longest else f"{short[:longest - 1]}…"


def _first_words(name: str, longest: int = 18) -> str:
    """Whole words as long as they fit on a button.

    >>> _first_words("Direct debits"), _first_words("Transfers to the operating account")
    ('Direct debits', 'Transfers to the…')
    """
    if len(name) <= longest:
        return name
    return f"{name[:longest].rsplit(' ', 1)[0]}…"


def unbroken(text: str) -> str:
    """A minus sign never parts from its sum at the end of a line."""
    return text.replace("−£", "−\u2060£")


def said(pence: int) -> str:
    """A balance without the word where the row already says owed."""
    return format_pence(pence) if pence >= 0 else balance_words(pence)
