"""People who left: what each still owes or is owed, how old it is, what is next and why. Apart from any new agreement."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from housingdesk.access.rules import Permission
from housingdesk.arrears.actions.former import propose_write_offs, record_step, remove_step
from housingdesk.arrears.queries.former import FormerRow, StepRow, former_accounts, steps_of
from housingdesk.arrears.rules.former import next_problems
from housingdesk.arrears.rules.words import FormerStepKind
from housingdesk.reports.former_list import former_table
from housingdesk.ui.arrears.former_words import EMPTY, TABS, former_columns, former_facts, former_sentence, group_of
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import Facts, columns, table_card
from housingdesk.ui.kit.date_edit import DateEdit
from housingdesk.ui.kit.fields import Choice, LongText, TextField
from housingdesk.ui.kit.files import ask_where, write_file
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.keys import Key
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.list_part import FINISH, ListWithPane, Question
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.pane_form import PaneForm
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.sections_page import NumberedSections, section_keys
from housingdesk.ui.kit.table_model import Column, RowsModel
from housingdesk.ui.kit.table_view import Table
from housingdesk.ui.kit.tabs import Tab, Tabs
from housingdesk.values.dates import format_date
from housingdesk.values.money import balance_words, format_pence
from housingdesk.values.problems import Problem
from housingdesk.values.text import fold, sentence_case


class FormerPage(NumberedSections, Page, ListWithPane):
    """The ladder of those who left, what is due first at the top."""

    title = "People who left"
    name, pane_name = "Former accounts", "Former account"
    empty = "Reading the accounts"
    pane_width = 330
    fold = 860
    tables = frozenset({"balance", "account", "former_step", "money_request", "letter", "hold", "setting"})
    keys: ClassVar[tuple[Key, ...]] = (
        Key("Enter", "open the account"), Key("S", "write down a step", "write_step"), Key("L", "letter", "write_letter"),
        Key("W", "propose write-offs", "propose"), Key("Space", "tick"), Key("X", "take a step off", "take_off", shown=False),
        Key("Ctrl+F", "filter", "focus_filter"), Key("Ctrl+E", "as a table", "save_list"), Key("Alt+1…4", "lists"),
        *section_keys(list(TABS.items())), FINISH)

    def build(self) -> None:
        """The tabs, the filters, the list and its pane."""
        self._rows: tuple[FormerRow, ...] = ()
        self._steps: tuple[int, tuple[StepRow, ...]] = (0, ())
        self.tabs = Tabs("Which accounts", [Tab(key, word, 0) for key, word in TABS.items()])
        self.tabs.chosen.connect(self._narrow)
        self.text = TextField(placeholder="Name, address, reference")
        self.text.setAccessibleName("Filter the list")
        theme.size(self.text, least_width=190)
        self.text.textChanged.connect(self._narrow)
        self.scheme = Choice([(None, "Every scheme")])
        self.scheme.setAccessibleName("Filter by scheme")
        self.scheme.edited.connect(self._narrow)
        self.propose_button = button("Propose write-offs", self.propose, key="W")
        self.body.addWidget(flow_row(self.tabs, self.propose_button, gap=24))
        self.body.addWidget(flow_row(self.text, self.scheme))
        self.body.addWidget(self.list_and_pane(), 1)

    def list_and_pane(self) -> QWidget:
        """As everywhere, with rows that can be ticked."""
        self.question = None
        self.model = RowsModel(self.columns(), name=self.name, sentence=self.sentence, tickable=True)
        self.model.ticks_changed.connect(self._say_ticked)
        self.table = Table(self.model, empty=self.empty, remember=self.remembered())
        self.table.moved.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.listen(self.table)
        self.pane = RefillPane(self.pane_name, width=self.pane_width)
        return columns((table_card(self.table), 1), (self.pane, 0), fold=self.fold)

    def columns(self) -> tuple[Column, ...]:
        """What the list shows."""
        return former_columns(self.desk.today)

    def sentence(self, row: FormerRow) -> str:
        """A row as a screen reader says it."""
        return former_sentence(row)

    def reload(self) -> None:
        """Everybody who left with something."""
        self.ask(former_accounts, self._show, on=self.desk.today)

    def _show(self, found: list[FormerRow]) -> None:
        self._rows = tuple(found)
        debts, credit = [row for row in found if row.pence > 0], [row for row in found if row.pence < 0]
        self.header.set_subtitle("Their own ladder: nothing here is added to a new agreement, and no notice comes of it")
        self.header.set_figures([("Accounts", f"{len(found):,}"), ("Owed", format_pence(sum(row.pence for row in debts))),
                                 ("In credit", format_pence(-sum(row.pence for row in credit)))])
        self.scheme.set_options([(None, "Every scheme"), *((one, one) for one in sorted({row.scheme for row in found} - {""}))])
        self._narrow()

    def _narrow(self, _typed: Any = None) -> None:
        text, scheme = fold(self.text.value()), self.scheme.value()
        fitting = [row for row in self._rows if (scheme is None or row.scheme == scheme) and text in fold(
            f"{row.names}\n{row.address}\n{row.reference}\n{row.tenancy_reference}")]
        groups: dict[str, list[FormerRow]] = {key: [] for key in TABS}
        for row in fitting:
            groups[group_of(row, self.desk.today)].append(row)
        self.tabs.show_tabs([Tab(key, word, len(groups[key])) for key, word in TABS.items()])
        shown = groups[self.tabs.key()]
        self.table.set_empty("Nobody fits the filters. Esc clears them" if text or scheme else EMPTY[self.tabs.key()])
        self.show_rows(shown)
        total = format_pence(abs(sum(row.pence for row in shown)))
        self.table.set_totals({"who": f"{len(shown):,} accounts", "pence": total} if shown else {})
        if self.model.count() and self.table.current_id() is None:
            self.table.view.select_place(0)
        self._say_ticked()

    def _say_ticked(self) -> None:
        count = len(self.model.ticked())
        set_button_text(self.propose_button, f"Propose {count:,} write-offs" if count > 1 else "Propose write-offs", "W")
        self.propose_button.setEnabled(self.is_valid("propose"))
        self.keys_changed.emit()

    def to_section(self, number: int) -> None:
        """One of the lists."""
        self.tabs.choose(list(TABS)[number - 1])
        self._narrow()
        self.focus_list()

    # The pane.
    def show_current(self) -> None:
        """What is next for the marked account, why, and what was done."""
        row = self.current()
        if not isinstance(row, FormerRow):
            self.pane.begin("Nobody is marked")
            self.pane.finish()
            return
        self.pane.begin(row.names, f"{balance_words(row.pence)} · {row.address}")
        self.pane.put(label(f"{row.next.what}.", "read", wrap=True))
        self.pane.put(label(f"{row.next.why}.", wrap=True))
        if row.housed_again:
            self.pane.put(label(f"Housed by us again: {row.housed_again}. That account is apart; nothing of this one is added "
                                "to it.", "due", wrap=True))
        self.pane.put(Facts(former_facts(row)))
        if row.limitation is not None:
            self.pane.put(label(f"{row.limitation.sentence}.", "small", wrap=True))
        self._show_steps(row.id)
        offered = (("write_step", "Write a step", "S"), ("write_letter", "Letter", "L"), ("propose", "Write-off", "W"))
        others = [button(word, getattr(self, act), key=key) for act, word, key in offered if self.is_valid(act)]
        self.pane.finish(button("Open the account", self.enter_pressed, key="Enter", kind="primary"), others)

    def _show_steps(self, account_id: int) -> None:
        of, steps = self._steps
        if of != account_id:
            self._steps = (account_id, ())
            self.ask(steps_of, partial(self._read_steps, account_id), account_id=account_id)
            return
        if steps:
            self.pane.put(label("Done so far", "section"))
        for step in steps[:12]:
            text = f": {step.text}" if step.text else ""
            self.pane.put(label(f"{format_date(step.on)}, {step.kind}{text} ({step.recorded_by})", wrap=True))

    def _read_steps(self, account_id: int, found: list[StepRow]) -> None:
        row = self.current()
        if isinstance(row, FormerRow) and row.id == account_id:
            self._steps = (account_id, tuple(found))
            if self.question is None:
                self.show_current()

    # Keys.
    def is_valid(self, act: str) -> bool:
        """What may be done with the marked row, or with those ticked."""
        if act == "finish":
            return self.question is not None
        if act in ("focus_filter", "save_list") or act.startswith("section_"):
            return True
        row = self.current()
        if self.question is not None or not isinstance(row, FormerRow):
            return False
        if act == "write_letter":
            return bool(row.next.template) and self.desk.may(Permission.SEND_LETTERS)
        if act == "propose":
            return self.desk.may(Permission.POST_MONEY) and (bool(self.model.ticked()) or row.next.write_off is not None)
        if act == "take_off":
            return self.desk.may(Permission.POST_MONEY) and self._steps[0] == row.id and bool(self._steps[1])
        return self.desk.may(Permission.POST_MONEY)

    def enter_pressed(self) -> None:
        """Open the account."""
        row = self.current()
        if isinstance(row, FormerRow) and self.question is None:
            self.go_to("account", account_id=row.id)

    def write_step(self) -> None:
        """What was done, when, what was said, and when to look again."""
        row, today = self.current(), self.desk.today
        if not isinstance(row, FormerRow) or not self.is_valid("write_step"):
            return
        kinds = Choice([(one, sentence_case(one)) for one in FormerStepKind], chosen=row.next.step or FormerStepKind.CALL)
        self.ask_form(Question(self, "Write down a step", row.names, [
            ("kind", "What was done", kinds), ("on", "On", DateEdit(lambda: today, today, needed=True)),
            ("text", "What was said or agreed", LongText(lines=3)),
            ("next_on", "Look at it again on", DateEdit(lambda: today, None), "Empty: as the list works it out")],
            "Keep it", partial(self._keep_step, row.id)))

    def _keep_step(self, account_id: int, form: PaneForm) -> None:
        values = form.values()
        wrong = next_problems(values["kind"], values["on"], values["text"], values["next_on"], self.desk.today)
        if not form.show_problems([Problem(field, sentence) for field, sentence in wrong]):
            self._steps = (0, ())
            self.desk.do(record_step, self.close_form, form.refused, account_id=account_id, **values)

    def take_off(self) -> None:
        """The newest step was wrong."""
        if self.is_valid("take_off"):
            step = self._steps[1][0]
            self.ask_form(Question(self, "Take the newest step off", f"{sentence_case(step.kind)}, {format_date(step.on)}",
                                   [("reason", "Why was it wrong?", TextField(longest=200))], "Take it off",
                                   partial(self._take_off, step.id)))

    def _take_off(self, step_id: int, form: PaneForm) -> None:
        self._steps = (0, ())
        self.desk.do(remove_step, self.close_form, form.refused, step_id=step_id, reason=form["reason"].value())

    def write_letter(self) -> None:
        """The letter that is next, to look at before it is made."""
        row = self.current()
        if isinstance(row, FormerRow) and self.is_valid("write_letter"):
            self.go_to("write_letter", tenancy_id=row.tenancy_id, template=row.next.template)

    def propose(self) -> None:
        """Ask for the write-offs that the list proposes: of those ticked, or of the marked one."""
        row = self.current()
        if isinstance(row, FormerRow) and self.is_valid("propose"):
            ids = sorted(self.model.ticked()) or [row.id]
            many = f"{len(ids)} accounts, each with its own reason" if len(ids) > 1 else f"{row.names}: {row.next.why}"
            self.ask_form(Question(self, "Propose write-offs", f"{many}. Somebody else allows them",
                                   [("note", "Note", LongText(lines=2))], "Ask for them", partial(self._propose, ids)))

    def _propose(self, ids: list[int], form: PaneForm) -> None:
        self.desk.do(propose_write_offs, self.close_form, form.refused, account_ids=ids, note=form["note"].value())

    def focus_filter(self) -> None:
        """Into the filter box."""
        self.text.setFocus()
        self.text.selectAll()

    def save_list(self) -> None:
        """The whole list as a table."""
        ask_where(self, "Save the list", "People who left.csv", self.save_to, {"Table (*.csv)": ".csv"})

    def save_to(self, path: str) -> None:
        """Write the table to a file."""
        self.desk.ask(former_table, partial(self._write, path), on=self.desk.today)

    def _write(self, path: str, content: bytes) -> None:
        self.desk.run(write_file, self.desk.notices.toast, label="Saving", path=path, made=lambda: content)

    def escape(self) -> bool:
        """Esc puts a form away, then clears the filters."""
        if super().escape():
            return True
        active = bool(self.text.value() or self.scheme.value())
        if active:
            self.text.clear()
            self.scheme.set_value(None)
            self._narrow()
            self.table.setFocus()
        return active
