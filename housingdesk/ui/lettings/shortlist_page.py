"""The shortlist of an empty home: who fits, in which order and why; who is put on it, chosen, passed over, or matched."""

from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from housingdesk.access.rules import Permission
from housingdesk.lettings.actions import shortlist as actions
from housingdesk.lettings.queries.shortlist import Candidate, Shortlist, open_voids, shortlist
from housingdesk.lettings.rules.words import MatchState, OfferState
from housingdesk.ui.kit.cards import Bullets
from housingdesk.ui.kit.fields import Choice
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.list_part import ListWithPane
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.table_model import Column
from housingdesk.ui.lettings.applicant_step_forms import ReasonForm
from housingdesk.values.dates import format_day
from housingdesk.values.text import sentence_case

_STATES = {MatchState.CHOSEN: Status.GOOD, MatchState.PASSED_OVER: Status.NEUTRAL, MatchState.LISTED: Status.INFORMATION}


class ShortlistPage(Page, ListWithPane):
    """One empty home beside everybody who looks for one."""

    title = "Shortlist"
    name, pane_name, empty = "Households", "Why", "Nobody looks for a home."
    pane_width = 330
    fold = 780
    tables = frozenset({"match", "applicant", "answer", "offer", "support_ask", "void", "nomination_right"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Up", "move"), Key("Enter", "open the household", "open_household"), Key("L", "put on the shortlist", "put_on"),
        Key("C", "choose", "choose"), Key("P", "pass over", "pass_over"), Key("D", "match directly", "match_directly"),
        Key("T", "take off", "take_off"), Key("Ctrl+Enter", "keep it", "finish", shown=False))

    def build(self) -> None:
        """Which home, the households, and why."""
        self._void: int | None = None
        self._found: Shortlist | None = None
        self.home = Choice([(None, "Choose an empty home")])
        self.home.setAccessibleName("Empty home")
        self.home.edited.connect(self._other_home)
        self.body.addWidget(self.home)
        self.body.addWidget(self.list_and_pane(), 1)

    def columns(self) -> tuple[Column, ...]:
        """The place, the household and why."""
        return _columns()

    def sentence(self, row: Candidate) -> str:
        """A household as a screen reader says it."""
        return f"{row.row.name}: {row.rank.words}"

    def remembered(self) -> str:
        """As wide as they were made on this page."""
        return "shortlist"

    def open(self, **facts: Any) -> None:
        """An empty home (``void_id``); without one, the first."""
        if facts.get("void_id") != self._void:
            self._found, self.question = None, None
        self._void = facts.get("void_id", self._void)
        self.mark_stale()

    def reload(self) -> None:
        """Which homes are empty, then the one that is meant."""
        self.ask(open_voids, self._homes)

    def _homes(self, homes: list[tuple[int, str, int]]) -> None:
        known = [number for number, _, _ in homes]
        self.home.set_options([(number, address) for number, address, _ in homes] or [(None, "No home stands empty")])
        self._void = self._void if self._void in known else known[0] if known else None
        self.home.set_value(self._void)
        if self._void is not None:
            self.ask(shortlist, self._show, void_id=self._void, on=self.desk.today)
        else:
            self._found = None
            self.table.set_empty("No home stands empty. A plan is opened under Voids")
            self.show_rows([])

    def _other_home(self) -> None:
        self._void, self.question = self.home.value(), None
        self.reload()

    def _show(self, found: Shortlist) -> None:
        self._found = found
        self.set_title(f"Shortlist: {found.address}")
        beds = found.home.bedrooms
        parts = [f"Empty from {format_day(found.empty_from)}"]
        parts += [f"{beds} bedroom{'s' if beds != 1 else ''}"] if beds is not None else []
        parts += ["supported"] if found.home.supported else []
        self.header.set_subtitle(" · ".join(parts) + (f". {found.share}" if found.share else ""))
        stands = next((one for one in found.offers if one.state in (OfferState.OPEN, OfferState.ACCEPTED)), None)
        self.header.set_chips([(f"{sentence_case(stands.state)} offer to {stands.name}", Status.DUE)] if stands else [])
        self.table.set_empty(self.empty)
        self.show_rows(list(found.candidates))

    # The pane.
    def show_current(self) -> None:
        """Why the household that is marked stands where it stands."""
        one: Candidate | None = self.current()
        if one is None:
            self.pane.begin("Nobody is marked", "Why a household stands where it stands is told here")
            self.pane.finish()
            return
        rank = one.rank
        place = f"Place {rank.place} today" if rank.place else "Does not fit this home"
        self.pane.begin(one.row.name, f"{place} · {one.row.state}")
        parts = (("Does not fit", rank.against), ("Why this place", rank.reasons), ("To clear up", rank.to_mind))
        for title, sentences in parts:
            if sentences:
                self.pane.put(label(title, "label"))
                self.pane.put(Bullets(sentences))
        if one.match is not None:
            self.pane.put(label(f"{sentence_case(one.match.state)}, put on by {one.match.listed_by}", "label"))
            self.pane.put(label(one.match.reasons, "muted", wrap=True))
        made = self._buttons(one) if self.desk.may(Permission.KEEP_APPLICANTS) else []
        self.pane.finish(made[0] if made else None, made[1:])

    def _buttons(self, one: Candidate) -> list[QPushButton]:
        if one.match is None:
            fits = [button("Put on the shortlist", self.put_on, key="L", kind="primary")] if one.rank.place else []
            return [*fits, button("Match directly", self.match_directly, key="D"),
                    button("Open", self.open_household, key="Enter")]
        state = one.match.state
        made = [button("Choose them", self.choose, key="C", kind="primary")] if state is MatchState.LISTED else []
        if state is MatchState.CHOSEN:
            made.append(button("Viewing or offer", self.open_household, key="Enter", kind="primary"))
        made += [button("Pass over", self.pass_over, key="P")] if state is not MatchState.PASSED_OVER else []
        return [*made, button("Take off", self.take_off, key="T")]

    # What can be done.
    def is_valid(self, act: str) -> bool:
        """What fits who is marked; nothing while a form is open."""
        if act == "finish":
            return self.question is not None
        one = self.current()
        if self.question is not None or one is None or self._void is None:
            return False
        if act == "open_household":
            return True
        state = one.match.state if one.match is not None else None
        wanted = {"put_on": state is None and one.rank.place > 0, "match_directly": state is None,
                  "choose": state is MatchState.LISTED, "take_off": state is not None,
                  "pass_over": state in (MatchState.LISTED, MatchState.CHOSEN)}
        return self.desk.may(Permission.KEEP_APPLICANTS) and wanted.get(act, True)

    def enter_pressed(self) -> None:
        """Enter opens."""
        self.open_household()

    def open_household(self) -> None:
        """Their file, where viewings and offers are."""
        if (one := self.current()) is not None:
            self.go_to("applicant", applicant_id=one.row.id, section="homes" if one.match is not None else "")

    def put_on(self) -> None:
        """On the shortlist with today's reasons."""
        one = self.current()
        if one is not None and self.is_valid("put_on"):
            self.desk.do(actions.put_on_shortlist, None, None, void_id=self._void, applicant_ids=(one.row.id,))

    def choose(self) -> None:
        """They are to have the home."""
        one = self.current()
        if one is not None and one.match is not None and self.is_valid("choose"):
            self.desk.do(actions.choose, None, None, match_id=one.match.id, version=one.match.version)

    def take_off(self) -> None:
        """They were put on by mistake."""
        one = self.current()
        if one is not None and self.is_valid("take_off"):
            self.desk.do(actions.take_off, None, None, void_id=self._void, applicant_ids=(one.row.id,))

    def pass_over(self) -> None:
        """Somebody after them is chosen, and why."""
        one = self.current()
        if one is None or one.match is None or not self.is_valid("pass_over"):
            return
        match = one.match

        def send(reason: str, form: ReasonForm) -> None:
            self.desk.do(actions.pass_over, self.close_form, form.form.refused, match_id=match.id, version=match.version,
                         reason=reason)

        self.ask_form(ReasonForm(self, f"Pass over {one.row.name}", "The reason stays with the shortlist", "Pass them over",
                                 send))

    def match_directly(self) -> None:
        """Without a shortlist, and why."""
        one = self.current()
        if one is None or not self.is_valid("match_directly"):
            return
        number = one.row.id

        def send(reason: str, form: ReasonForm) -> None:
            self.desk.do(actions.match_directly, self.close_form, form.form.refused, void_id=self._void, applicant_id=number,
                         reason=reason)

        self.ask_form(ReasonForm(self, f"Match {one.row.name} directly", "Without comparing them with others; say why",
                                 "Match them", send))


def _columns() -> tuple[Column, ...]:
    def place(one: Candidate) -> str:
        return str(one.rank.place) if one.rank.place else "–"

    def why(one: Candidate) -> str:
        return (one.rank.against or one.rank.reasons)[0]

    def more(one: Candidate) -> str:
        return ". ".join((*one.rank.reasons[1:], *one.rank.to_mind) if not one.rank.against else one.rank.against[1:])

    def state(one: Candidate) -> str:
        return sentence_case(one.match.state) if one.match is not None else ""

    return (Column("place", "Place", 64, place, sort=lambda one: one.rank.place or 999, least=56),
            Column("name", "Household", 190, lambda one: one.row.name, secondary=lambda one: sentence_case(one.row.came),
                   sort=True, stretch=1),
            Column("why", "Why", 320, why, secondary=more, stretch=3),
            Column("state", "Shortlist", 130, state,
                   status=lambda one: _STATES[one.match.state] if one.match is not None else None, sort=True))
