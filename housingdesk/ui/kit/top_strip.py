"""The strip at the top: the find box, whose association this is, the state of the backup, who is signed in."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from housingdesk.ui.kit import theme, window_state
from housingdesk.ui.kit.icons import Status
from housingdesk.ui.kit.label import button, label, set_button_text, set_role

FIND = ("Find anyone, any home, any letter or command", "Find anyone, any home", "Find")
_PRIVACY = ("Privacy", "F9")
_LOOKS = (("computer", "As the computer is set"), ("light", "Light"), ("dark", "Dark"))


class TopStrip(QFrame):
    """Find at the left; at the right what is true of the whole program."""

    find_wanted = Signal()
    lock = Signal()
    sign_out = Signal()
    privacy = Signal()

    def __init__(self, name: str, initials: str, *, demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self.find_button = button(FIND[0], self.find_wanted.emit, kind="find")
        self.find_button.setAccessibleDescription("Key Ctrl+K")
        self.find_button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.size(self.find_button, least_width=110)
        theme.size(self.find_button, most_width=420)
        self.find_key = button("Ctrl K", self.find_wanted.emit)
        self.find_key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.find_key.setAccessibleName("Find")
        theme.mark(self.find_key, kind="keycap")
        self.backup = label("", "muted")
        self.privacy_button = button(_PRIVACY[0], self.privacy.emit, key=_PRIVACY[1], kind="quiet")
        self.private = label("PRIVATE", "private")
        self.private.setAccessibleName("Privacy mode is on")
        self.private.setToolTip("Only the household at the desk is shown. Ctrl+F9 turns privacy off")
        self.private.hide()
        self.who = button(initials, self._menu, kind="quiet")
        self.who.setAccessibleName(f"Signed in: {name}")
        self._about_who = f"{name}: lock, text size, colours, sign out"
        self.who.setToolTip(self._about_who)
        row = QHBoxLayout(self)
        theme.lay(row, (18, 0, 14, 0), gap=14)
        row.addWidget(self.find_button, 100)
        row.addWidget(self.find_key)
        row.addStretch(1)
        if demo:
            row.addWidget(self._demo(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.private, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.privacy_button)
        row.addWidget(self.backup)
        row.addWidget(self.who)
        theme.size(self, height=54)

    def _demo(self) -> QLabel:
        made = label("DEMO", "demo")
        made.setAccessibleName("Made-up association: nothing here is about real people")
        made.setToolTip("A made-up association: nothing here is about real people")
        return made

    def set_private(self, private: bool) -> None:
        """Say that privacy mode is on, or offer it."""
        self.private.setVisible(private)
        self.privacy_button.setVisible(not private)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Where the window is too narrow for all of it, first what can be reached another way goes."""
        layout = self.layout()
        self.find_key.show()
        self.backup.show()
        set_button_text(self.privacy_button, *_PRIVACY)
        steps = (self.find_key.hide, lambda: set_button_text(self.privacy_button, _PRIVACY[1]), self.backup.hide)
        for give_up in steps:
            if layout is None or layout.minimumSize().width() <= self.width():
                break
            give_up()
        self.privacy_button.setAccessibleName(_PRIVACY[0])
        self._fit_find()

    def _fit_find(self) -> None:
        room = self.find_button.width() - theme.px(32)
        fits = [words for words in FIND if self.find_button.fontMetrics().horizontalAdvance(words) <= room]
        self.find_button.setText(fits[0] if fits else FIND[-1])

    def set_backup(self, sentence: str, status: Status = Status.NEUTRAL) -> None:
        """The state of the backup in words: "Backed up 09:02, checked"."""
        self.backup.setText(sentence)
        self.who.setToolTip(f"{self._about_who}\n{sentence}")
        self._fit()
        set_role(self.backup, "late" if status is Status.LATE else "due" if status is Status.DUE else "muted")

    def _menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Lock the screen\tCtrl+Shift+L", self.lock.emit)
        sizes = menu.addMenu("&Text size")
        looks = menu.addMenu("&Colours")
        for made in (sizes, looks):
            made.setAccessibleName(made.title().replace("&", ""))
        now = theme.current().text_size
        self._choices(sizes, [(str(size), f"{size} %") for size in theme.TEXT_SIZES], str(now), self._size)
        self._choices(looks, list(_LOOKS), window_state.text("look", "computer"), self._look)
        menu.addSeparator()
        menu.addAction("&Sign out", self.sign_out.emit)
        menu.popup(self.who.mapToGlobal(self.who.rect().bottomLeft()))

    def _choices(self, menu: QMenu, options: list[tuple[str, str]], now: str, chosen: object) -> None:
        group = QActionGroup(menu)
        for key, words in options:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(key == now)
            action.setData(key)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(chosen)

    def _size(self, action: QAction) -> None:
        window_state.remember("text_size", action.data())
        theme.dress(text_size=int(action.data()))

    def _look(self, action: QAction) -> None:
        window_state.remember("look", action.data())
        theme.choose_look(action.data())
