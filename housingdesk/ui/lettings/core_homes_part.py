"""What the CORE service calls our homes: entered home by home, or copied to the rest of a scheme; and the councils' areas."""

from dataclasses import asdict
from functools import partial
from typing import ClassVar

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions.core import copy_core_home, keep_core_home
from housingdesk.lettings.core_stock import catalogue, collections
from housingdesk.lettings.queries.core import CoreHomeRow, core_homes
from housingdesk.lettings.queries.core.homes import AreaRow, areas
from housingdesk.lettings.rules.core.homes import HomeCodes
from housingdesk.properties.actions.areas import set_area_code
from housingdesk.ui.kit.cards import Facts
from housingdesk.ui.kit.fields import Choice, TextField
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import FINISH, Asked, ListPart, Question
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.table_model import Column
from housingdesk.values.problems import Problem

_WORDS = {"unit_type": "Sort of home", "wheelchair": "For wheelchair users", "older_people": "Older people’s housing",
          "scheme": "Scheme code", "location": "Location code", "location_postcode": "Postcode of the location",
          "last_let_as": "Let before as"}
_LISTS = {"unit_type": "unit_type", "wheelchair": "yes_no", "older_people": "older_people", "last_let_as": "last_let_as"}
_OF_SUPPORTED = ("scheme", "location", "location_postcode", "older_people", "last_let_as")
_OF_GENERAL = ("unit_type", "wheelchair", "last_let_as")


class HomesPart(ListPart):
    """Every home that is let as one, those with something missing first."""

    name = "Homes in CORE"
    empty = "No homes are let"
    tables = frozenset({"core_home", "space", "let_period", "council"})
    keys: ClassVar[tuple[Key, ...]] = (Key("Enter", "change its codes", "edit"), Key("K", "copy to its scheme", "copy"),
                                       Key("R", "council areas", "area"), FINISH)

    def build(self) -> None:
        """The year's words for codes."""
        self._lists = catalogue(collections()[0]).data["lists"]
        self._areas: list[AreaRow] = []
        super().build()

    def reload(self) -> None:
        """Read homes and councils."""
        self.ask(core_homes, self._show, on=self.desk.today)
        self.ask(areas, self._show_areas)

    def _show(self, rows: list[CoreHomeRow]) -> None:
        self.show_rows([_Row(row) for row in sorted(rows, key=lambda row: not row.gaps)])
        missing = sum(bool(row.gaps) for row in rows)
        self.say(f"{missing} of {len(rows)} homes have something missing" if missing else "")

    def _show_areas(self, rows: list[AreaRow]) -> None:
        self._areas = rows

    def columns(self) -> tuple[Column, ...]:
        """The home and its codes."""
        return (Column("home", "Home", 230, lambda r: r.row.address, secondary=lambda r: r.row.scheme_name, sort=True,
                       stretch=1),
                Column("kind", "For CORE it is", 140, lambda r: "Supported housing" if r.row.supported else "General needs",
                       sort=True, hide_below=520),
                Column("codes", "Codes", 150, self._codes, stretch=1, hide_below=520),
                Column("gaps", "Missing", 170, lambda r: ", ".join(r.row.gaps).capitalize() or "Nothing",
                       status=lambda r: Status.DUE if r.row.gaps else Status.GOOD, stretch=1, sort=True))

    def _codes(self, row: "_Row") -> str:
        codes = row.row.codes
        if row.row.supported:
            return " / ".join(filter(None, (codes.scheme, codes.location)))
        return str(self._lists["unit_type"].get(codes.unit_type, ""))

    def sentence(self, row: "_Row") -> str:
        """A home as a screen reader says it."""
        return f"{row.row.address}, missing: {', '.join(row.row.gaps) or 'nothing'}"

    def show_current(self) -> None:
        """The home's codes in words."""
        row = self._row()
        if row is None:
            self.pane.begin("Homes in CORE", "Codes of the service, entered once and used by every log")
            self.pane.finish()
            return
        self.pane.begin(row.address, row.scheme_name)
        codes = asdict(row.codes)
        shown = [(_WORDS[key], self._in_words(key, codes[key]) or "–") for key in _asked(row)]
        self.pane.put(Facts(shown))
        if not row.supported:
            self.pane.put(label("Bedrooms, UPRN and address are those of the home itself.", "muted", wrap=True))
        others = [button("Copy to its scheme", self.copy, key="K")] if self.is_valid("copy") else []
        others += [button("Council areas", self.area, key="R")] if self.is_valid("area") else []
        self.pane.finish(button("Change its codes", self.edit, key="Enter", kind="primary") if self.is_valid("edit") else None,
                         others)

    def _in_words(self, key: str, text: str) -> str:
        return str(self._lists[_LISTS[key]].get(text, text)) if key in _LISTS else text

    def _row(self) -> CoreHomeRow | None:
        current = self.current()
        return current.row if isinstance(current, _Row) else None

    def is_valid(self, act: str) -> bool:
        """Copying needs codes and a scheme."""
        if act == "finish":
            return self.question is not None
        row = self._row()
        if act == "area":
            return self.question is None and bool(self._areas) and self.desk.may(Permission.KEEP_HOMES)
        may = self.question is None and self.desk.may(Permission.KEEP_APPLICANTS)
        return may and row is not None and (act != "copy" or (row.scheme_id is not None and row.version is not None))

    def enter_pressed(self) -> None:
        """Enter changes the codes."""
        if self.is_valid("edit"):
            self.edit()

    def edit(self) -> None:
        """The codes of the home that is marked."""
        row = self._row()
        assert row is not None
        asked: Asked = [(key, _WORDS[key], self._editor(key, str(getattr(row.codes, key)))) for key in _asked(row)]
        self.ask_form(Question(self, row.address, "As the CORE service has them", asked, "Keep the codes",
                               partial(self._keep, row)))

    def _editor(self, key: str, text: str) -> Choice | TextField:
        if key not in _LISTS:
            return TextField(text, longest=20)
        made = Choice([("", "Not entered"), *self._lists[_LISTS[key]].items()])
        made.set_value(text)
        return made

    def _keep(self, row: CoreHomeRow, form: PaneForm) -> None:
        codes = HomeCodes(**{**asdict(row.codes), **{key: value or "" for key, value in form.values().items()}})
        self.desk.do(keep_core_home, self.close_form, form.refused, space_id=row.space_id, version=row.version, codes=codes)

    def copy(self) -> None:
        """Its codes for all homes of the same scheme and sort; one act, taken back in one."""
        row = self._row()
        assert row is not None
        others = [one.row.space_id for one in self.model.rows() if one.row.scheme_id == row.scheme_id
                  and one.row.supported is row.supported and one.row.space_id != row.space_id]
        if others:
            self.desk.do(copy_core_home, None, space_id=row.space_id, to=tuple(others))
        else:
            self.notices.toast("No other home of its scheme is let")

    def area(self) -> None:
        """The code of a council's area."""
        asked: Asked = [("council", "Council", Choice([(row.id, f"{row.name}: {row.area_code or 'no code'}")
                                                       for row in self._areas])),
                        ("area_code", "Code of its area", TextField(longest=9), "Such as E08000003 for Manchester")]
        self.ask_form(Question(self, "Council areas", "Every log of general needs says in which council’s area the home is",
                               asked, "Keep the code", self._area))

    def _area(self, form: PaneForm) -> None:
        values = form.values()
        found = next((row for row in self._areas if row.id == values["council"]), None)
        if found is None:
            form.show_problems([Problem("council", "Choose the council")])
            return
        self.desk.do(set_area_code, self.close_form, form.refused, council_id=found.id, version=found.version,
                     area_code=values["area_code"])


class _Row:
    """A home of the list under its own number."""

    __slots__ = ("id", "row")

    def __init__(self, row: CoreHomeRow) -> None:
        self.id, self.row = row.space_id, row


def _asked(row: CoreHomeRow) -> tuple[str, ...]:
    return _OF_SUPPORTED if row.supported else _OF_GENERAL
