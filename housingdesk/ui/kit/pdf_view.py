"""Shows a PDF as it was issued, page under page, sharp at any scaling, with its words beside it for who cannot see it.

    view = PdfView(desk, "Letter to Amina Khan")
    view.show_pdf(data)                    # the stored bytes; rendered in a reader thread, only what is in sight
"""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from housingdesk.ui.kit import theme
from housingdesk.ui.kit.flow import flow_row
from housingdesk.ui.kit.label import button, label, set_button_text
from housingdesk.ui.kit.pdf_document import Pdf
from housingdesk.ui.kit.qt_desk import QtDesk

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_KEPT = 12
_SCREEN_POINTS = 96 / 72


class _Sheet(QWidget):
    """One page: white paper until its picture has come."""

    wanted = Signal(int)

    def __init__(self, number: int, points: tuple[float, float], parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self.points = number, points
        self.picture: QImage | None = None
        self.windows: Sequence[QRectF] = ()
        self.setAccessibleName(f"Page {number + 1}")

    def resize_to(self, scale: float) -> None:
        self.setFixedSize(round(self.points[0] * scale), round(self.points[1] * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.picture is not None:
            painter.drawImage(QRectF(self.rect()), self.picture)
        else:
            self.wanted.emit(self.number)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        self._paint_windows(painter)
        painter.end()

    def _paint_windows(self, painter: QPainter) -> None:
        """The windows of an envelope, faintly: the first is what is always seen of the sheet, the others what may be."""
        each = self.width() / self.points[0] * 72 / 25.4
        tint = QColor(theme.colour("information"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, area in enumerate(self.windows):
            tint.setAlpha(46 if not number else 0)
            painter.setBrush(tint)
            painter.setPen(QPen(theme.colour("information"), 1, Qt.PenStyle.SolidLine if not number else Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(area.x() * each, area.y() * each, area.width() * each, area.height() * each), 3, 3)


class _Area(QScrollArea):
    zoomed = Signal(int)
    resized = Signal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class PdfView(QWidget):
    """Pages, zoom, and Read as text. Without ``tools`` whoever made it puts ``read_button`` in a place of its own."""

    page_changed = Signal(int)

    def __init__(self, desk: QtDesk, name: str, parent: QWidget | None = None, *, tools: bool = True) -> None:
        super().__init__(parent)
        self._desk, self._edition, self._tools = desk, 0, tools
        self._pdf: Pdf | None = None
        self._sheets: list[_Sheet] = []
        self._kept: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._zoom = 0
        self._windows: Sequence[QRectF] = ()
        self.setAccessibleName(name)
        self.area = _Area()
        self.area.setAccessibleName(f"{name}, pages")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.zoomed.connect(self.step_zoom)
        self.area.resized.connect(self._refit)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setAccessibleName(f"{name}, as text")
        self.words.hide()
        self._arrange()

    def _arrange(self) -> None:
        self._place: QLabel = label("", "muted")
        self._amount: QLabel = label("", "muted")
        self.read_button = button("Read as text", self.toggle_text)
        smaller, larger = button("−", partial(self.step_zoom, -1)), button("+", partial(self.step_zoom, 1))
        smaller.setAccessibleName("Smaller")
        larger.setAccessibleName("Larger")
        self._bar = flow_row(self._place, smaller, self._amount, larger, button("Fit the width", partial(self.set_zoom, 0)),
                             *([self.read_button] if self._tools else []))
        self._bar.hide()
        across = QHBoxLayout()
        theme.lay(across, gap=12)
        across.addWidget(self.area, 3)
        across.addWidget(self.words, 2)
        column = QVBoxLayout(self)
        theme.lay(column, gap=8)
        column.addWidget(self._bar)
        column.addLayout(across, 1)

    def show_pdf(self, data: bytes | None) -> None:
        """Show these bytes, or nothing. Raises BadFile if they are no PDF."""
        opened = Pdf(data) if data is not None else None
        if self._pdf is not None:
            self._desk.ask(self._pdf.close, _nothing)
        self._pdf = opened
        self._edition += 1
        self._kept.clear()
        self._asked.clear()
        self._lay_out()
        self._tell()
        if self.words.isVisible():
            self._fill_words()

    def replace_pdf(self, data: bytes) -> None:
        """Show another edition of the same document: the pages stay where they are until each is drawn anew."""
        opened = Pdf(data)
        if self._pdf is None or opened.sizes != self._pdf.sizes:
            opened.close()
            self.show_pdf(data)
            return
        self._desk.ask(self._pdf.close, _nothing)
        self._pdf = opened
        self._edition += 1
        wanted = self._asked.union(self._kept)  # also those whose picture of the edition before has not come yet
        self._asked.clear()
        for number in sorted(wanted):
            self._ask_at_once(number)
        if self.words.isVisible():
            self._fill_words()

    def show_windows(self, areas: Sequence[QRectF]) -> None:
        """Draw areas of the first page over it, in millimetres from its top left; none of them takes them away."""
        self._windows = tuple(areas)
        for sheet in self._sheets[:1]:
            sheet.windows = self._windows
            sheet.update()

    def windows(self) -> Sequence[QRectF]:
        """The areas that are drawn over the first page."""
        return self._windows

    def pages(self) -> int:
        """How many pages are shown."""
        return self._pdf.pages if self._pdf is not None else 0

    def go_to_page(self, page: int) -> None:
        """Bring a page from 0 into view."""
        if 0 <= page < len(self._sheets):
            self.area.verticalScrollBar().setValue(self._sheets[page].y())

    def set_zoom(self, percent: int) -> None:
        """Zoom in per cent; nought fits the width."""
        self._zoom = percent
        self._refit()

    def step_zoom(self, by: int) -> None:
        """One step larger or smaller."""
        now = round(self._scale() / _SCREEN_POINTS * 100)
        larger, smaller = [z for z in ZOOMS if z > now + 1], [z for z in ZOOMS if z < now - 1]
        self.set_zoom((larger or [ZOOMS[-1]])[0] if by > 0 else (smaller or [ZOOMS[0]])[-1])

    def toggle_text(self) -> None:
        """Show or hide the words beside the pages."""
        shown = not self.words.isVisible()
        self.words.setVisible(shown)
        set_button_text(self.read_button, "Hide the text" if shown else "Read as text")
        if shown:
            self._fill_words()
            self.words.setFocus()

    def _fill_words(self) -> None:
        if self._pdf is None:
            self.words.clear()
        else:
            self._desk.ask(self._pdf.all_text, self.words.setPlainText)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        theme.lay(column, gap=10)
        self._sheets = []
        for number, points in enumerate(self._pdf.sizes if self._pdf is not None else ()):
            sheet = _Sheet(number, points, inside)
            sheet.wanted.connect(self._want)
            column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self._sheets.append(sheet)
        for sheet in self._sheets[:1]:
            sheet.windows = self._windows
        column.addStretch(1)
        self.area.setWidget(inside)
        self._refit()

    def _scale(self) -> float:
        if self._zoom or not self._sheets:
            return (self._zoom or 100) / 100 * _SCREEN_POINTS
        widest = max(sheet.points[0] for sheet in self._sheets)
        beside = self.area.verticalScrollBar().sizeHint().width()  # kept free also where all is seen, else it comes and goes
        return max(0.3, (self.area.maximumViewportSize().width() - beside - 4) / widest)

    def _refit(self) -> None:
        scale = self._scale()
        for sheet in self._sheets:
            sheet.resize_to(scale)
            sheet.update()
        inside = self.area.widget()
        column = inside.layout() if inside is not None else None
        if inside is not None and column is not None:  # sheets that stay as large are put in the middle anew, too
            column.invalidate()
            QCoreApplication.postEvent(inside, QEvent(QEvent.Type.LayoutRequest))
        self._amount.setText(f"{round(scale / _SCREEN_POINTS * 100)} %")
        self._edition += 1
        self._asked.clear()
        for number in list(self._kept):
            self._want(number)

    def _want(self, number: int) -> None:
        if self._pdf is None or number in self._asked:
            return
        self._asked.add(number)
        QTimer.singleShot(0, self, partial(self._ask, number, self._edition))

    def _ask_at_once(self, number: int) -> None:
        self._asked.add(number)
        self._ask(number, self._edition)

    def _ask(self, number: int, edition: int) -> None:
        if self._pdf is not None and edition == self._edition:
            scale = self._scale() * self.devicePixelRatioF()
            self._desk.ask(self._pdf.image, partial(self._got, number, edition), page=number, scale=scale)

    def _got(self, number: int, edition: int, picture: QImage) -> None:
        if edition != self._edition or number >= len(self._sheets):
            return
        self._sheets[number].picture = picture
        self._sheets[number].update()
        self._kept[number] = None
        self._kept.move_to_end(number)
        while len(self._kept) > _KEPT:
            old, _ = self._kept.popitem(last=False)
            self._sheets[old].picture = None
            self._asked.discard(old)

    def _scrolled(self) -> None:
        self._tell()
        self.page_changed.emit(self.current_page())

    def current_page(self) -> int:
        """The page from 0 at the upper edge of what is in sight."""
        scrolled = self.area.verticalScrollBar().value()
        if not scrolled:  # also before the sheets of a new document have been put in their places
            return 0
        top = scrolled + self.area.viewport().height() // 3
        passed = [sheet.number for sheet in self._sheets if sheet.y() <= top]
        return passed[-1] if passed else 0

    def _tell(self) -> None:
        self._bar.setVisible(self._tools and self.pages() > 0)
        self._place.setText(f"Page {self.current_page() + 1} of {self.pages()}")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(520))


def _nothing(value: object) -> None:
    """Nobody waits for a document to be closed."""
