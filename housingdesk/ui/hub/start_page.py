"""Starting a tenancy, licence or garage contract: who, which home, from when, what is charged and who pays which part."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from housingdesk.lettings.actions.letting import start_letting
from housingdesk.lettings.rules import LettingDraft
from housingdesk.people.queries import people_like, persons
from housingdesk.properties.rules import NON_RESIDENTIAL
from housingdesk.rent.rules.drafts import ChargeDraft, ShareDraft
from housingdesk.rent.rules.words import PER, ChargeCode, Frequency, Payer
from housingdesk.tenancies.queries.homes import EmptyRow, empty_on
from housingdesk.tenancies.rules import LICENCES, BenefitRoute, StartDraft, TenancyKind, route_words, words_for
from housingdesk.ui.hub.side import SidePanel
from housingdesk.ui.kit.cards import Card, Scroll, columns
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, TextField, Tick
from housingdesk.ui.kit.finder import Finder, Pick, Search
from housingdesk.ui.kit.form import Form, buttons_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.page import Page
from housingdesk.ui.people.forms import PersonForm
from housingdesk.values.dates import format_day
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import sentence_case

CHARGES = 6
_SAID = {Frequency.NIGHTLY: "By the night"}
_NIGHTS = "Debited every Monday. The night they arrive is charged, the night of the day they leave is not"
_HB = frozenset({BenefitRoute.HB_EXEMPT, BenefitRoute.HB_TEMPORARY, BenefitRoute.HB_PENSION})


class _PersonSide(SidePanel):
    """Ctrl+Enter is the page's, which hands it on: two that claim one key would both be deaf."""

    keys = ()


class StartPage(Page):
    """One page, in any order; nothing is kept until it is started."""

    title = "Start a tenancy or licence"
    tables = frozenset({"occupancy", "space", "let_period"})
    keys = (Key("Ctrl+Enter", "start it", "finish"), Key("Ctrl+N", "add a person", "add_person"))

    def build(self) -> None:
        """The questions, and what will be started in words."""
        self._homes: list[EmptyRow] = []
        self._wanted: int | None = None
        self._shown = 1
        self._is_fresh = True
        self._person: PersonForm | None = None
        self.form = Form()
        self._who_and_where()
        self._money()
        self._charge_rows()
        self.form.edited.connect(self._edited)
        self.go_button = button("Start it", self.start, key="Ctrl+Enter", kind="primary")
        area = Scroll("Questions")
        area.add(self.form)
        area.add(buttons_row(self.go_button, button("Add another charge", self.add_charge),
                             button("Clear all", self.clear)))
        area.end()
        card = Card()
        card.add(area, 1)
        self.summary = label("", "read", wrap=True)
        told = Card(label("What will be started", "section"), self.summary)
        told.body.addStretch(1)
        told.setMinimumWidth(240)
        self.side = _PersonSide(self.desk)
        self.hold(self.side)
        self.body.addWidget(columns((card, 3), (told, 2, 760), (self.side, 0)), 1)
        self.header.set_actions(button("Add a person", self.add_person, key="Ctrl+N"))

    def _who_and_where(self) -> None:
        today = self.desk.today
        self.form.add("kind", "Agreement", Choice([(kind, sentence_case(kind)) for kind in TenancyKind]))
        self.form.add("person_ids", "Who holds it", Finder(Search(self.desk, people_like), name="Who holds it", many=True),
                      hint="The first one is written to first. Ctrl+N adds somebody who is not on file")
        self.form.add("space_id", "Which home", Choice([(None, "Choose one of the empty homes")]))
        self.form.row(("starts_on", "First day", DateEdit(lambda: self.desk.today, today, needed=True)),
                      ("starter_until", "Trial until", DateEdit(lambda: self.desk.today)),
                      ("fixed_until", "Fixed term until", DateEdit(lambda: self.desk.today)))

    def _money(self) -> None:
        self.form.row(("frequency", "Charged", Choice(_rhythms(TenancyKind.ASSURED))),
                      ("rent_free", "Weeks without a charge", Tick("It has rent-free weeks")),
                      ("vat", "VAT", Tick("Let apart from a home: VAT comes on top")))
        self.form.row(("route", "Benefit", Choice([(one, sentence_case(one)) for one in BenefitRoute])),
                      ("claim_reference", "Claim reference", TextField(longest=60)))

    def _charge_rows(self) -> None:
        self._rows: list[QWidget] = []
        for n in range(1, CHARGES + 1):
            self._rows.append(self.form.row(
                (f"code_{n}", "Charge for", Choice([(code, sentence_case(code)) for code in ChargeCode])),
                (f"pence_{n}", "How much", MoneyEdit()), (f"benefit_{n}", "Of that, benefit pays", MoneyEdit()), gap=14))
        for row in self._rows[1:]:
            row.hide()

    # Opening and reading.
    def open(self, **facts: Any) -> None:
        """What was typed and not started stays; ``space_id`` where the home is known already."""
        self._wanted = facts.get("space_id")
        if self._is_fresh:
            self.clear()
        self.mark_stale()

    def clear(self) -> None:
        """Empty every question."""
        blank: dict[str, Any] = dict.fromkeys(self.form.fields)
        self.form.set_values(**{**blank, "starts_on": self.desk.today, "rent_free": False, "vat": False})
        self.form.show_problems([])
        self._shown = 1
        for row in self._rows[1:]:
            row.hide()
        self._edited("kind")
        self._is_fresh = True

    def reload(self) -> None:
        """Read the empty homes."""
        self.ask(empty_on, self._show_homes, day=self.form["starts_on"].value() or self.desk.today)

    def _show_homes(self, homes: list[EmptyRow]) -> None:
        self._homes = homes
        wanted = next((home for home in homes if home.space_id == self._wanted), None)
        fresh = self._is_fresh
        if wanted is not None and wanted.kind in NON_RESIDENTIAL:
            self.form["kind"].set_value(TenancyKind.CONTRACT)
            self._edited("kind")
        self._is_fresh = fresh
        self._offer_homes()
        if wanted is not None:
            self.form["space_id"].set_value(wanted.space_id)
            self._wanted = None
        self._tell()

    def _offer_homes(self) -> None:
        garage = self.form["kind"].value() is TenancyKind.CONTRACT
        fitting = [(home.space_id, home.address) for home in self._homes if home.residential is not garage]
        one, several = ("garage or store", "garages and stores") if garage else ("home", "homes")
        words = f"Choose one of the empty {several}" if fitting else f"No {one} is empty from that day"
        self.form["space_id"].set_options([(None, words), *fitting])

    def _edited(self, name: str) -> None:
        kind = self.form["kind"].value()
        self._is_fresh = False
        if name == "kind":
            self._offer_homes()
            self._propose_codes(kind)
            self.form.fields["starter_until"].setVisible(kind is TenancyKind.STARTER)
            self.form.fields["fixed_until"].setVisible(kind is TenancyKind.FIXED_TERM)
            self.form.fields["vat"].setVisible(kind is TenancyKind.CONTRACT)
            self.form["frequency"].set_options(_rhythms(kind))
            self.form["route"].set_options([(one, sentence_case(route_words(one, kind))) for one in BenefitRoute])
        if name == "starts_on":
            self.reload()
        nightly = self.form["frequency"].value() is Frequency.NIGHTLY
        self.form.fields["rent_free"].setVisible(kind is not TenancyKind.CONTRACT and not nightly)
        self.form.fields["frequency"].set_hint(_NIGHTS if nightly else "")
        benefit = self._benefit()
        for n in range(1, CHARGES + 1):
            self.form.fields[f"benefit_{n}"].label.setText(f"Of that, {benefit} pays" if benefit else "Of that, benefit pays")
            self.form.fields[f"benefit_{n}"].setVisible(benefit is not None)
            self.form.fields[f"pence_{n}"].label.setText(f"How much {PER[self.form['frequency'].value()]}")
        self._tell()

    def _propose_codes(self, kind: TenancyKind) -> None:
        """A garage or store is charged as one: VAT comes on that alone. What has an amount already is left."""
        usual = (ChargeCode.RENT, ChargeCode.GARAGE)
        wanted = ChargeCode.GARAGE if kind is TenancyKind.CONTRACT else ChargeCode.RENT
        for n in range(1, CHARGES + 1):
            if self.form[f"pence_{n}"].value() is None and self.form[f"code_{n}"].value() in usual:
                self.form[f"code_{n}"].set_value(wanted)

    def _benefit(self) -> Payer | None:
        route = self.form["route"].value()
        return Payer.HB if route in _HB else Payer.UC if route is BenefitRoute.UC_DIRECT else None

    def enter(self) -> None:
        """Begin with the first question."""
        self.form["kind"].setFocus()

    # What will be started.
    def charges(self) -> tuple[ChargeDraft, ...]:
        """The charges as typed; a row without an amount is none."""
        out = []
        for n in range(1, self._shown + 1):
            pence = self.form[f"pence_{n}"].value()
            if pence is None:
                continue
            code, benefit = self.form[f"code_{n}"].value(), self._benefit()
            part = self.form[f"benefit_{n}"].value() if benefit is not None else None
            shares = (ShareDraft(benefit, part),) if benefit is not None and part else ()
            out.append(ChargeDraft(code, sentence_case(code), pence, (*shares, ShareDraft(Payer.TENANT, None))))
        return tuple(out)

    def draft(self) -> LettingDraft | None:
        """What is typed, or None with the errors shown while something cannot be read or is not there."""
        found = self.form.unreadable()
        if self.form["space_id"].value() is None:
            found.append(Problem("space_id", "Choose the home. Only homes that nobody has from that day are offered"))
        if self.form.show_problems(found):
            return None
        v = self.form.values()
        kind = v["kind"]
        start = StartDraft(kind, v["person_ids"], v["space_id"], v["starts_on"], route=v["route"],
                           claim_reference=v["claim_reference"],
                           starter_until=v["starter_until"] if kind is TenancyKind.STARTER else None,
                           fixed_until=v["fixed_until"] if kind is TenancyKind.FIXED_TERM else None)
        garage = kind is TenancyKind.CONTRACT
        rent_free = v["rent_free"] and not garage and v["frequency"] is not Frequency.NIGHTLY
        return LettingDraft(start, v["frequency"], self.charges(), rent_free, v["vat"] and garage)

    def _tell(self) -> None:
        kind, day = self.form["kind"].value(), self.form["starts_on"].value()
        names = " and ".join(pick.words for pick in self.form["person_ids"].chosen) or "nobody yet"
        home = next((h.address for h in self._homes if h.space_id == self.form["space_id"].value()), "a home not chosen yet")
        vat = " VAT comes on top." if kind is TenancyKind.CONTRACT and self.form["vat"].value() else ""
        self.summary.setText(told(kind, names, home, day, self.charges(), self.form["frequency"].value()) + vat)
        self.go_button.setText(f"Start the {words_for(kind).agreement}    Ctrl+Enter")
        self.go_button.setAccessibleName(f"Start the {words_for(kind).agreement}")

    # What the keys do.
    def add_charge(self) -> None:
        """Another row of a charge."""
        if self._shown < CHARGES:
            self._rows[self._shown].show()
            self._shown += 1
            self.form[f"code_{self._shown}"].setFocus()

    def add_person(self) -> None:
        """Add somebody who is not on file, and take them."""
        self.side.ask_form(self._make_person)

    def _make_person(self, pane: Any) -> PersonForm:
        self._person = PersonForm(pane, self.desk, None, self._person_done)
        return self._person

    def _person_done(self) -> None:
        made = self._person.made if self._person is not None else None
        self._person = None
        self.side.close_pane()
        if made is not None:
            self.ask(persons, self._take, ids=[made])

    def _take(self, rows: Sequence[Any]) -> None:
        for row in rows:
            self.form["person_ids"].take(Pick(row.id, row.name, row.find_detail))

    def valid_keys(self) -> list[Key]:
        """While a person is added, the key is theirs."""
        return super().valid_keys() if self.side.form is None else [Key("Ctrl+Enter", "add the person"), Key("Esc", "leave it")]

    def finish(self) -> None:
        """Add the person who is being typed, else start it."""
        if self.side.form is not None:
            self.side.finish()
        else:
            self.start()

    def start(self) -> None:
        """Start it, or say all that stands against it."""
        draft = self.draft()
        if draft is not None and not self.form.show_problems(_in_place(draft.problems(self.desk.today))):
            self.desk.do(start_letting, self._started, self._refused, draft=draft)

    def _refused(self, error: Exception) -> None:
        self.form.show_problems([Problem("", str(error))])

    def _started(self, outcome: Any) -> None:
        self._is_fresh = True
        self.go_to("tenancy", tenancy_id=outcome.value, section="rent")


def _in_place(found: Sequence[Problem]) -> list[Problem]:
    """A charge's problems stand at its amount, and what is missing of all charges at the first."""
    names = {"charges": "pence_1", **{f"{part}_{n}": f"pence_{n}" for part in ("shares", "description")
                                      for n in range(1, CHARGES + 1)}}
    return [Problem(names.get(problem.field, problem.field), problem.message) for problem in found]


def _rhythms(kind: TenancyKind) -> list[tuple[Frequency, str]]:
    """How often an agreement may be charged: only a licence by the night."""
    return [(one, _SAID.get(one, sentence_case(one))) for one in Frequency if one is not Frequency.NIGHTLY or kind in LICENCES]


def told(kind: TenancyKind, names: str, home: str, day: date | None, charges: Sequence[ChargeDraft],
         frequency: Frequency) -> str:
    """What will be started, in words."""
    words, per = words_for(kind), PER[frequency]
    when = format_day(day) if day else "a day not typed yet"
    total = sum(charge.pence for charge in charges)
    others = sum(share.pence for charge in charges for share in charge.shares if share.pence is not None)
    own = f" Their own part is {format_pence(total - others)} {per}." if others else ""
    money = f"The {words.charge} is {format_pence(total)} {per}.{own}" if charges else "Nothing is charged yet."
    return f"{sentence_case(kind)} of {names}, {home}, from {when}. {money}"
