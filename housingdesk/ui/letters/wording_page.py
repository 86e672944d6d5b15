"""A wording in sight: its parts to write in, the letter as somebody would get it, what is checked and what changed.

What is typed is kept by itself: as it rests, on leaving, before every step. Which steps there are is decided in template_page.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication

from housingdesk.access.rules import Permission
from housingdesk.errors import HousingDeskError
from housingdesk.letters.actions.spelling import add_word
from housingdesk.letters.proof import Proof
from housingdesk.letters.queries import templates as queries
from housingdesk.letters.queries.templates import Opened
from housingdesk.letters.rules.checks import Finding
from housingdesk.letters.rules.source import toml_of, wording_of
from housingdesk.letters.rules.wordings import WordingState
from housingdesk.mailings.queries import spelling as spelling_queries
from housingdesk.mailings.queries.office import Office, office
from housingdesk.ui.kit import theme
from housingdesk.ui.kit.cards import PANE, Card, Scroll, columns
from housingdesk.ui.kit.label import label, line
from housingdesk.ui.kit.page import Page
from housingdesk.ui.kit.qt_desk import refusal
from housingdesk.ui.kit.refill import RefillPane
from housingdesk.ui.kit.spelling import Spelling
from housingdesk.ui.letters.changes_view import ChangesView
from housingdesk.ui.letters.check_list import CheckList
from housingdesk.ui.letters.chip_text import ChipText
from housingdesk.ui.letters.keeper import Keeper, Then
from housingdesk.ui.letters.letter_cards import LetterCards
from housingdesk.ui.letters.letter_sheet import LetterSheet
from housingdesk.ui.letters.piece_pane import PiecePane
from housingdesk.ui.letters.proof_view import ProofView
from housingdesk.ui.letters.vocabulary import vocabulary_of

KEEP_MS = 8_000
NARROW = 900
_MOST_WORDS = 3


class WordingPage(Page):
    """A letter's words, being read or written."""

    tables = frozenset({"letter_template"})

    def build(self) -> None:
        """Words, letter, checks."""
        self._opened: Opened | None = None
        self._key = ""
        self._asked: dict[str, Any] = {}
        self._keeper: Keeper | None = None
        self._arriving = self._swapped = False
        self._proved: Proof | None = None
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_MS)
        self._keeping.timeout.connect(self.keep)
        self.spelling = Spelling(self.desk, misspelt=spelling_queries.misspelt, suggest=spelling_queries.suggestions,
                                 add=add_word, parent=self)
        self.spelling.changed.connect(self._tell_checks)
        self.cards = LetterCards()
        self.cards.text_made.connect(self.spelling.watch)
        self.cards.edited.connect(self._edited)
        self.cards.moved.connect(self._moved)
        self.words = Scroll("The parts of the letter")
        self.words.add(self.cards, 1)
        theme.size(self.words, least_height=240)
        self._build_middle()
        self._build_side()
        self.asking = RefillPane("Asked", width=424)
        self.asking.hide()
        self.sheet = LetterSheet(self.desk, self.asking, self.cards)
        self._across = columns((self.words, 10), (self.middle, 9), (self.side, 0), (self.asking, 0))
        self.body.addWidget(self._across, 1)

    def _build_middle(self) -> None:
        self.proof = ProofView(self.desk, self._source)
        self.proof.proved.connect(self._show_proof)
        self.changes = ChangesView(self.desk, self._source)
        self.middle = Card(self.proof, self.changes, margin=12)
        self.changes.hide()

    def _build_side(self) -> None:
        self.piece = PiecePane()
        self.piece.kind_chosen.connect(self._change_kind)
        self.piece.condition_chosen.connect(self.cards.set_condition)
        self.piece.named.connect(self.cards.rename)
        self.checks = CheckList()
        self.checks.wanted.connect(self._go_to_finding)
        self.told = label("", "muted", wrap=True)
        self.side = Card(margin=14)
        self.side.setProperty(PANE, True)
        self.side.setAccessibleName("This part, and what is checked")
        theme.size(self.side, width=268)
        inside = Scroll("This part, and checks")
        for part in (self.piece, line(), label("Checks", "section"), self.checks, self.told, self.piece.naming):
            inside.add(part)
        inside.end()
        self.side.add(inside, 1)

    # Opening.
    def open(self, **facts: Any) -> None:
        """A letter by its key; with ``version_id`` that version, with ``shipped`` the words that came with the program."""
        self.keep()
        self._keeper = None
        self._key = str(facts["key"])
        self._asked = {name: facts[name] for name in ("version_id", "shipped") if name in facts}
        self._opened = None
        self.compare(False)
        self.mark_stale()

    def reload(self) -> None:
        """Keep what was typed, then read it anew."""
        self.keep(self._read)

    def _read(self) -> None:
        if self._key:
            self.ask(queries.opened, self._show, key=self._key, on=self.desk.today, **self._asked)
            self.desk.ask(office, self._use_office, _nobody_yet, on=self.desk.today)

    def _use_office(self, found: Office) -> None:
        if self.proof.person is None:
            self.proof.use_envelopes(found.envelopes)

    def _on_changed(self, touched: frozenset[str]) -> None:
        """What this page itself kept, it need not read again."""
        if self._keeper is None or not self._keeper.is_own_change():
            super()._on_changed(touched)

    def _show(self, found: Opened) -> None:
        self._opened = found
        self._keeper = None
        wording = wording_of(found.source)
        if found.row is not None and self.is_writable():
            self._keeper = Keeper(self.desk, found.row.id, found.row.version, toml_of(wording), self)
            self._keeper.failed.connect(self._not_kept)
        focused = QApplication.focusWidget()
        self._arriving = self._arriving or focused is None or self.isAncestorOf(focused)  # the parts go with their focus
        words = vocabulary_of(wording)
        self.cards.show_wording(wording, words, writable=self.is_writable())
        self.piece.offer(wording, words.facts, writable=self.is_writable())
        self.changes.offer(found)
        self._close_form()
        self.set_title(wording.title)
        self.header.set_subtitle(wording.words_for)
        self._tell()
        self._moved()
        self.proof.draw()
        if self.is_comparing():
            self.changes.compare()
        QTimer.singleShot(0, self, self._enter_words)

    def _enter_words(self) -> None:
        """Once the letter has come: on arrival, or after a step taken here; never out of another part of the window."""
        if self.isVisible() and not self._is_asking() and self._arriving:
            self._arriving = False
            self.cards.enter(self.cards.place())

    def enter(self) -> None:
        """The cursor goes into the headline, once there is one."""
        self._arriving = self._opened is None
        self.cards.enter(self.cards.place())

    def is_writable(self) -> bool:
        """Whether the version in sight is a draft that this person may write in."""
        row = self._opened.row if self._opened is not None else None
        return row is not None and row.state is WordingState.DRAFT and self.desk.may(Permission.KEEP_LETTERS)

    def is_comparing(self) -> bool:
        """Whether what changed is seen in the place of the letter."""
        return not self.changes.isHidden()

    def compare(self, shown: bool) -> None:
        """What changed in the place of the letter, or the letter again."""
        self.changes.setVisible(shown)
        self.proof.setVisible(not shown)

    # Side by side, or one in the place of the other.
    def is_narrow(self) -> bool:
        """Whether there is room for the words or the letter, not for both."""
        return self.width() < theme.px(NARROW + 36)

    def fit(self) -> None:
        """Where there is room for both, both are seen; else the words, or after Alt+S the letter."""
        narrow = self.is_narrow()
        self.words.setVisible(not narrow or not self._swapped)
        self.middle.setVisible(not narrow or self._swapped)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._swapped = self._swapped and self.is_narrow()
        self.fit()

    # What the steps say of themselves: see template_page.
    def _tell(self) -> None:
        """Where the version stands, and the one next step."""
        raise NotImplementedError

    def _tell_state(self) -> None:
        raise NotImplementedError

    def _close_form(self) -> None:
        raise NotImplementedError

    def _is_asking(self) -> bool:
        raise NotImplementedError

    # Writing.
    def _source(self) -> str:
        if self._keeper is not None:
            return toml_of(self.cards.wording())
        return self._opened.source if self._opened is not None else ""

    def _edited(self) -> None:
        if self.is_writable():
            self._keeping.start()
            self.proof.draw_soon()

    def _moved(self) -> None:
        card = self.cards.current()
        self.piece.offer_facts(vocabulary_of(self.cards.wording()).facts)
        self.piece.show_piece(card.piece() if card is not None else None, empty=card is None or card.is_empty(),
                              writable=self.is_writable())
        self.keys_changed.emit()

    def _change_kind(self, kind: Any) -> None:
        self.cards.change_kind(kind)
        self.cards.add_appointment_questions()

    def _go_to_finding(self, one: Finding) -> None:
        """The cursor on the words that a check speaks of."""
        if one.place is None:
            return
        self.cards.enter(one.place)
        for text in self.cards.texts_of(one.place):
            if one.word and text.choose_words(one.word):
                text.setFocus()
                return

    def texts(self) -> list[ChipText]:
        """Where words are written, in their order."""
        return self.cards.texts()

    # What is checked.
    def _show_proof(self, found: Proof) -> None:
        self._proved = found
        self._tell_checks()
        if self._opened is not None:
            self._tell_state()

    def _tell_checks(self) -> None:
        found = self._proved
        if found is None:
            return
        said = list(found.findings)
        if found.refused and found.refused not in {one.message for one in said} and found.tried.person is None:
            said.insert(0, Finding("letter", f"{found.tried.words}: {found.refused}"))
        said += [Finding("window", sentence, stops=found.tried.person is None) for sentence in found.hidden]
        said += self._misspelt()
        unique = list(dict.fromkeys(said))
        self.checks.show_findings(sorted(unique, key=lambda one: not one.stops), _good(found))

    def _misspelt(self) -> list[Finding]:
        """The misspelt words as one line that leads to the first of them."""
        places = [(place, word) for place in range(-1, len(self.cards.cards)) for text in self.cards.texts_of(place)
                  for _, _, word in self.spelling.wrong_in(text.toPlainText())]
        if not places:
            return []
        said = list(dict.fromkeys(f"“{word}”" for _, word in places))
        more = f" and {len(said) - _MOST_WORDS} more" if len(said) > _MOST_WORDS else ""
        return [Finding("spelling", f"Not in the dictionary: {', '.join(said[:_MOST_WORDS])}{more}. F7 goes through them",
                        stops=False, place=places[0][0], word=places[0][1])]

    def _stopping(self) -> list[str]:
        """What stands against using it, as far as it was looked at: the wording, and the letter to the person in sight."""
        return [one.message for one in self.checks.findings if one.stops]

    # Keeping.
    def keep(self, then: Then | None = None) -> None:
        """Keep what was typed; ``then`` follows once it is kept."""
        self._keeping.stop()
        if self._keeper is not None:
            self._keeper.keep(self._source(), then)
        elif then is not None:
            then()

    def _not_kept(self, error: HousingDeskError) -> None:
        self.notices.message(f"What you typed is not kept yet. {refusal(error)}", stays=True)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        for text in self.texts():
            text.close_list()
        super().hideEvent(event)

    def try_on(self, tenancy_id: int) -> None:
        """Try it on somebody real: what a letter to them says is read once, then it is drawn as one types."""
        from housingdesk.mailings.queries.trying import real_person

        self.desk.ask(real_person, self.proof.try_on, partial(self._nobody), tenancy_id=tenancy_id, on=self.desk.today,
                      by=self.desk.who.name)

    def _nobody(self, error: HousingDeskError) -> None:
        self.notices.message(refusal(error))


def _good(found: Proof) -> list[str]:
    """What is as it should be, in words."""
    said = []
    stops = any(one.stops for one in found.findings)
    if found.reads_at is not None and not stops and not any("reads at age" in one.message for one in found.findings):
        said.append(f"Reads at age {found.reads_at:.0f}")
    if found.pdf is not None:
        said.append(f"{found.pages} page{'s' if found.pages != 1 else ''}: {found.tried.words}")
        if found.windows and not found.hidden:
            said.append(f"The address shows in every window: {'; '.join(found.windows)}")
        said += ["It says how to get it in large print, easy read or another language", "No italics, no underlining"]
    return said


def _nobody_yet(_error: HousingDeskError) -> None:
    """An office without a name has no envelopes: the usual ones are tried."""
