"""Formula rents of homes for a rent year: entered one by one, taken in from a list, uprated to the next year."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from housingdesk.access.rules import Permission
from housingdesk.documents.reading import read_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import HousingDeskError
from housingdesk.rent.actions.review import formula
from housingdesk.rent.parsers.formula_list import ReadList
from housingdesk.rent.parsers.formula_list import read_file as read_rents
from housingdesk.rent.queries.review.formula import FormulaRow, formula_rows
from housingdesk.rent.rules.service_costs import next_year, year_of
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.fields import TextField
from housingdesk.ui.kit.files import ask_for_file
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, Asked, ListWithPane, Question
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.summary_bar import SummaryBar
from housingdesk.ui.kit.table_model import Align, Column
from housingdesk.values.dates import format_date, rent_year_of, rent_year_start
from housingdesk.values.money import format_pence
from housingdesk.values.text import fold, sentence_case

FILES = ("Lists (*.csv *.xlsx *.xls *.txt)", "All files (*)")
_NAMED = 3


class FormulaRentsPage(Page, ListWithPane):
    """Homes of social, supported and fair rent; those without a formula rent are marked."""

    title = "Formula rents"
    name, pane_name = "Formula rents", "Home"
    empty = "No home of social, supported or fair rent is entered"
    tables = frozenset({"formula_rent", "space"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "enter it", "change_one"), Key("I", "take in a list", "import_list"),
        Key("U", "uprate to the next year", "uprate"), Key("]", "next year", "year_after"),
        Key("[", "year before", "year_before", shown=False), FINISH)

    def build(self) -> None:
        """The homes and the pane."""
        self._year: date | None = None
        self._rows: list[FormulaRow] = []
        self.summary = SummaryBar()
        self.stay(self.summary)
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """The home, its rent type, its formula rent of last year and of this."""
        return (Column("home", "Home", 230, lambda r: r.address, secondary=lambda r: r.scheme, stretch=1),
                Column("kind", "Rent", 160, lambda r: sentence_case(str(r.rent_type)), hide_below=560),
                Column("before", "Year before", 100, lambda r: _pence(r.before), align=Align.RIGHT, hide_below=480),
                Column("pence", "A week", 110, lambda r: _pence(r.pence) or "not entered", align=Align.RIGHT,
                       status=lambda r: Status.DUE if r.pence is None else None))

    def sentence(self, row: FormulaRow) -> str:
        """A home as a screen reader says it."""
        return f"{row.address}, {row.rent_type}: {_pence(row.pence) or 'not entered'}"

    @property
    def year(self) -> date:
        """The rent year in sight: this one until another is chosen."""
        return self._year or year_of(self.desk.today)

    def reload(self) -> None:
        """The homes with their rents of the year."""
        self.ask(formula_rows, self._show, year_from=self.year)

    def _show(self, rows: list[FormulaRow]) -> None:
        self._rows = rows
        missing = sum(row.pence is None for row in rows)
        self.header.set_subtitle(f"The rent year from {format_date(self.year)}. {missing:,} of {len(rows):,} homes have none "
                                 "yet. For a fair rent it is the registered rent")
        self.show_rows(rows)

    def show_current(self) -> None:
        """The marked home."""
        row: FormulaRow | None = self.current()
        if row is None:
            self.pane.begin("No home marked")
            self.pane.finish()
            return
        self.pane.begin(row.address, row.scheme)
        self.pane.put(Facts([(name, said) for name, said in (
            ("Rent", sentence_case(str(row.rent_type))), ("Bedrooms", "" if row.bedrooms is None else str(row.bedrooms)),
            ("UPRN", row.uprn), ("Year before", _pence(row.before)), ("This year", _pence(row.pence) or "not entered"),
            ("A new let at most", _pence(row.new_let))) if said]))
        if row.source:
            self.pane.put(label(row.source, "muted", wrap=True))
        others = [button("Take in a list", self.import_list, key="I"), button("Uprate", self.uprate, key="U")]
        self.pane.finish(button("Enter it", self.change_one, key="Enter", kind="primary") if self._may() else None,
                         others if self._may() else [])

    # Keys.
    def _may(self) -> bool:
        return bool(self.desk.may(Permission.KEEP_CHARGES))

    def is_valid(self, act: str) -> bool:
        """What may be changed by this person."""
        if act == "finish":
            return self.question is not None or self.summary.is_open()
        if act in ("year_after", "year_before"):
            return self.question is None
        return self._may() and self.question is None and (act != "change_one" or self.current() is not None)

    def enter_pressed(self) -> None:
        """Enter in the list."""
        self.change_one()

    def finish(self) -> None:
        """Keep the form, or take the list in."""
        if self.question is not None:
            self.question.submit()
        else:
            self.summary.press()

    def escape(self) -> bool:
        """Esc puts away what is asked, then the form."""
        return self.summary.put_away() or ListWithPane.escape(self)

    def change_one(self) -> None:
        """Enter the rent of the marked home."""
        row: FormulaRow | None = self.current()
        if row is not None and self.is_valid("change_one"):
            asked: Asked = [("pence", "Pounds a week", MoneyEdit(row.pence), "Empty takes it away"),
                            ("source", "Where it is from", TextField(row.source, longest=300))]
            self.ask_form(Question(self, row.address, f"From {format_date(self.year)}", asked, "Keep it",
                                   partial(self._keep, row.space_id)))

    def _keep(self, space_id: int, form: PaneForm) -> None:
        self.desk.do(formula.keep_formula, self.close_form, form.refused, space_id=space_id, year_from=self.year,
                     **form.values())

    def uprate(self) -> None:
        """Make the rents of the next year from those in sight."""
        if self.is_valid("uprate"):
            self.desk.do(formula.uprate_formulas, self._uprated, self._refused, year_from=self.year)

    def _uprated(self, _outcome: Any) -> None:
        self._to_year(next_year(self.year))

    def year_after(self) -> None:
        """The next rent year."""
        self._to_year(next_year(self.year))

    def year_before(self) -> None:
        """The rent year before."""
        self._to_year(rent_year_start(rent_year_of(self.year) - 1))

    def _to_year(self, year: date) -> None:
        self._year = year
        self.refresh()

    def _refused(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error) or "Nothing was done", stays=True)

    # A list.
    def import_list(self) -> None:
        """Choose a list: UPRN or address beside a formula rent."""
        if self.is_valid("import_list"):
            ask_for_file(self, "Open a list of formula rents", self.chose, FILES)

    def chose(self, path: str) -> None:
        """Read the file."""
        self.desk.run(read_file, self._has, self._refused, label="Reading the list", path=path)

    def _has(self, draft: FileDraft) -> None:
        homes = {row.uprn: row.space_id for row in self._rows if row.uprn}
        homes |= {fold(row.address).strip(): row.space_id for row in self._rows}
        self.desk.run(_read, partial(self._read, draft.name), self._refused, label="Reading the list", data=draft.content,
                      homes=homes)

    def _read(self, name: str, found: ReadList) -> None:
        faults = "; ".join(str(problem) for problem in found.problems[:_NAMED])
        more = f" and {len(found.problems) - _NAMED:,} more" if len(found.problems) > _NAMED else ""
        if not found.rows:
            self.notices.message(f"{name} has no formula rent of a home of ours. {faults}{more}", stays=True)
            return
        said = f". Not read: {faults}{more}" if faults else ""
        self.summary.ask(f"{len(found.rows):,} formula rents from {format_date(self.year)} are in {name}{said}", "Take them in",
                         partial(self._take_in, name, found))

    def _take_in(self, name: str, found: ReadList) -> None:
        self.desk.do(formula.bring_in_formulas, None, self._refused, year_from=self.year, rows=found.rows, source=name)


def _read(progress: Any, *, data: bytes, homes: dict[str, int]) -> ReadList:
    progress(0, 1, "Reading the list")
    return read_rents(data, homes)


def _pence(pence: int | None) -> str:
    return "" if pence is None else format_pence(pence)
