"""The first steps of a notice: which and why, can we, the particulars."""

from datetime import date
from functools import partial
from typing import Any

from housingdesk.access.rules import Permission
from housingdesk.notices.actions import preparing
from housingdesk.notices.queries.wordings import WordingRow
from housingdesk.notices.rules.findings import Check
from housingdesk.notices.rules.pack import CITING, Ground, Rule
from housingdesk.notices.rules.questions import Asks, Question
from housingdesk.notices.rules.states import WRITABLE
from housingdesk.people.queries import people_like
from housingdesk.rent.queries.statement import StatementLine
from housingdesk.ui.kit.cards import Facts as FactRows
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField, Tick, Ticks
from housingdesk.ui.kit.finder import Finder, Pick, Search
from housingdesk.ui.kit.label import WrapLink, label
from housingdesk.ui.kit.money_edit import MoneyEdit
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.notices import reads
from housingdesk.ui.notices.step import Step, checks_of
from housingdesk.ui.notices.wording_form import WordingForm
from housingdesk.values.dates import format_date, format_short
from housingdesk.values.money import format_pence
from housingdesk.values.problems import Problem

_FIRST = ("8", "10", "11", "12", "14")
_FIRST_SECURE = ("1", "2", "2A", "3", "5")


class WhyStep(Step):
    """Which notice, on which grounds, and why."""

    title = "Which notice, and why"

    def build(self) -> None:
        """The notices that the law of this agreement knows, and its grounds."""
        notices = self.facts.notices
        chosen = [(n.key, n.title) for n in notices] if self.facts.case is None else [(self.case.notice, self.case.title)]
        self.form.add("notice", "Notice", Choice(chosen), hint="Only what belongs to this agreement is offered")
        secure = any(notice.rule is Rule.SECURE for notice in notices)
        self._first = _FIRST_SECURE if secure else _FIRST
        grounds = sorted(self.facts.grounds, key=self._order)
        usual = [(g.number, f"{g.number}  {g.gist}") for g in grounds if g.number in self._first]
        self.form.add("grounds", "Grounds", Ticks(usual))
        others = ", ".join(g.number for g in grounds if g.number not in self._first)
        self.form.add("others", "Other grounds, by number", TextField(longest=60), hint=f"There are also {others}")
        self.form.add("why", "Why", LongText(lines=3), hint="In your own words, for your colleagues; it is not printed")
        if self.facts.case is not None:
            more = ", ".join(number for number in self.case.grounds if number not in self._first)
            self.form.set_values(grounds=self.case.grounds, others=more, why=self.case.why)
        self.form.edited.connect(self._edited)
        self._fit()

    def _order(self, ground: Ground) -> tuple[bool, int]:
        known = ground.number in self._first
        return not known, self._first.index(ground.number) if known else 0

    def _cites(self) -> bool:
        """Whether the notice that is chosen rests on grounds."""
        key = self.form["notice"].value()
        return any(notice.rule in CITING for notice in self.facts.notices if notice.key == key)

    def _fit(self) -> None:
        for name in ("grounds", "others"):
            self.form.fields[name].setVisible(self._cites())

    def _edited(self, name: str) -> None:
        self._fit()
        if name in ("notice", "grounds", "others"):
            self.evidence(self.flow.pane)

    def chosen(self) -> list[str]:
        """The grounds ticked and typed, in their order; none where the notice has none."""
        if not self._cites():
            return []
        ticked = [number for number in self._first if number in self.form["grounds"].value()]
        typed = [part.strip().upper() for part in self.form["others"].value().split(",") if part.strip()]
        return [*ticked, *typed]

    def evidence(self, pane: RefillPane) -> None:
        """What would be found of it."""
        grounds = self.chosen()
        if not self.form["notice"].value() or (self._cites() and not grounds):
            self._preview(pane, [])
            return
        self.flow.page.ask(reads.preview, partial(self._preview, pane), tenancy_id=self.facts.tenancy.id,
                           notice=self.form["notice"].value(), grounds=grounds, on=self.desk.today,
                           besides=self.facts.case.id if self.facts.case else 0)

    def _preview(self, pane: RefillPane, found: list[Check]) -> None:
        pane.begin("What is found", self.facts.rules)
        pane.put(checks_of(found) if found else label("Choose, and what speaks for or against it stands here", "muted",
                                                      wrap=True))
        pane.finish()

    def submit(self) -> None:
        """Begin it, or rest it on other grounds."""
        facts = {"grounds": self.chosen(), "why": self.form["why"].value()}
        if self.facts.case is None:
            self.desk.do(preparing.begin_notice, self._begun, self.refused, tenancy_id=self.facts.tenancy.id,
                         notice=self.form["notice"].value() or "", **facts)
        elif (tuple(facts["grounds"]), facts["why"]) == (self.case.grounds, self.case.why) or self.case.state not in WRITABLE:
            self.on()
        else:
            self.do(preparing.change_grounds, **facts)

    def _begun(self, outcome: Any) -> None:
        self.kept = True
        self.flow.begun(outcome.value)
        self.flow.go_step(2, outcome.value)


class CanWeStep(Step):
    """The questions, and at the right everything that the data says."""

    title = "Can we?"
    text = "What the files know stands at the right. The rest is asked here."

    def build(self) -> None:
        """One question after the other."""
        self._asked = self.facts.facts.asked() if self.facts.facts else []
        for question in self._asked:
            self.form.add(question.key, question.words, self._editor(question), hint=question.hint)

    def _editor(self, question: Question) -> Any:
        answer = self.case.answers.get(question.key, "")
        if question.asks is Asks.CHOICE:
            made = Choice([("", "Not answered yet"), *((option.key, option.words) for option in question.options)])
            made.set_value(answer)
            return made
        if question.asks is Asks.DAY:
            return DateEdit(lambda: self.desk.today, date.fromisoformat(answer) if answer else None)
        if question.asks is Asks.PERSON:
            return self._person(question)
        if question.asks is Asks.MONEY:
            return MoneyEdit(int(answer) if answer else None)
        return LongText(answer, lines=2) if question.asks is Asks.WORDS else TextField(answer, longest=4)

    def _person(self, question: Question) -> Finder:
        made = Finder(Search(self.desk, people_like), name=question.words)
        made.set_value([Pick(holder.person_id, holder.name) for holder in self.facts.holders]
                       if self.case.answers.get(question.key) else [])
        return made

    def evidence(self, pane: RefillPane) -> None:
        """The findings, and a way to the wording that is still to be confirmed."""
        pane.begin("What is found", self.facts.rules)
        pane.put(checks_of(self.facts.found))
        open_ones = [row for row in self.facts.words if not row.ready]
        if open_ones and self.desk.may(Permission.CONFIRM_WORDING):
            for row in open_ones:
                pane.put(WrapLink(f"Confirm: {row.text.title}", partial(self._confirm, pane, row)))
        pane.finish()

    def _confirm(self, pane: RefillPane, row: WordingRow) -> None:
        self.flow.side = WordingForm(self, pane, row)

    def submit(self) -> None:
        """Keep the answers and go on; what stops it stands at the right and stops the check."""
        if self.form.show_problems(self.form.unreadable()):
            return
        given = {key: _text(value) for key, value in self.form.values().items()}
        if {k: v for k, v in given.items() if v} == dict(self.case.answers) or self.case.state not in WRITABLE:
            self.on()
        else:
            self.do(preparing.answer, self._answered, answers=given)

    def _answered(self, _outcome: Any) -> None:
        """On, unless an answer brings more questions: then the page asks them."""
        rests_on_rent = self.form.fields.keys() & {"ground_1"} and self.form["ground_1"].value() in ("rent", "both")
        if not rests_on_rent or "contact" in self.form.fields:
            self.on()


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        value = value[0] if value else None
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


class ParticularsStep(Step):
    """The explanation of each ground, with the account beside it."""

    title = "Particulars"
    text = "What happened, when, and how much, for somebody who knows nothing of it. It is printed as it stands."

    def build(self) -> None:
        """A box for each ground; for rent it begins with what the account shows."""
        for number in self.case.grounds or ("",):
            words = f"Why ground {number} is relied on" if number else "The reasons"
            text = self.case.particulars.get(number) or self._begin(number)
            self.form.add(number or "reasons", words, LongText(text, lines=4))
        if self.facts.facts is not None and self.facts.facts.rests_on_rent:
            self.form.add("statement", "Statement", Tick("A statement of the rent account is attached",
                                                         self.case.with_statement))

    def _begin(self, number: str) -> str:
        facts = self.facts.facts
        ground = next((g for g in facts.rests_on_rent if g.number == number), None) if facts else None
        if facts is None or ground is None or facts.owed_pence <= 0:
            return ""
        every = "month" if facts.periods.every.value == "monthly" else "week"
        return (f"On {format_date(facts.on)} rent of {format_pence(facts.owed_pence)} was owed for this home. The rent is "
                f"{format_pence(facts.rent_pence)} a {every}. ")

    def evidence(self, pane: RefillPane) -> None:
        """The rent account of the last months, where the notice rests on it."""
        pane.begin("The account" if self.facts.facts and self.facts.facts.rests_on_rent else "What is found")
        if self.facts.facts is None or not self.facts.facts.rests_on_rent:
            pane.put(checks_of(self.facts.found))
            pane.finish()
            return
        self.flow.page.ask(reads.account_lines, partial(self._lines, pane), tenancy_id=self.facts.tenancy.id,
                           on=self.desk.today)

    def _lines(self, pane: RefillPane, lines: list[StatementLine]) -> None:
        pane.begin("The account", "The last three months, the newest first")
        pane.put(FactRows([(f"{format_short(line.on, self.desk.today)} {line.what}"[:36], format_pence(line.balance_pence))
                           for line in lines[:14]]))
        pane.finish()

    def submit(self) -> None:
        """Keep them and go on."""
        said = self.form.values()
        attached = bool(said.pop("statement", self.case.with_statement))
        given = {"" if key == "reasons" else key: text for key, text in said.items()}
        empty = [Problem(key or "reasons", "Write the explanation") for key, text in given.items() if not text]
        if self.form.show_problems(empty):
            return
        if (given, attached) == (dict(self.case.particulars), self.case.with_statement) or self.case.state not in WRITABLE:
            self.on()
        else:
            self.do(preparing.set_particulars, particulars=given, with_statement=attached)
