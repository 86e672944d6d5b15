"""What everything looks like: fonts, sizes, one palette and one application style sheet, light or dark.

Widgets say what they are with a dynamic property (``role``, ``kind``, ``status``) and never carry a style sheet of
their own. Painters take colours from ``current().colour("muted")`` and sizes from ``px(12)``, which grows with the
person's text size. Decides no colour: see tokens.
"""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QWidget

from housingdesk import resources
from housingdesk.ui.kit.style_sheet import style_sheet
from housingdesk.ui.kit.tokens import LIGHT, Tokens
from housingdesk.ui.kit.tokens import dark as dark_table
from housingdesk.values.rows import frozen

FAMILY = "Inter"
STYLE = "Fusion"
TEXT_SIZES = (90, 100, 110, 125, 150, 175)
_LAID, SIZED = "px_laid", "px_sized"
_FACES = ("Regular", "Medium", "SemiBold", "Bold", "Italic")
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold, 700: QFont.Weight.Bold}


@frozen
class Theme:
    """The table of colours in force and the text size in per cent."""

    tokens: Tokens
    dark: bool
    text_size: int

    def colour(self, name: str) -> QColor:
        """A token as a colour to paint with."""
        return QColor(_colour(getattr(self.tokens, name)))


@cache
def _colour(code: str) -> QColor:
    return QColor(code)


class _State(QObject):
    """Announces that colours or sizes changed, for the few things that cache them."""

    changed = Signal()
    theme = Theme(LIGHT, dark=False, text_size=100)
    look = "light"

    def follow(self) -> None:
        """The computer changed its colours."""
        if self.look == "computer":
            dress(dark=_is_dark(self.look))


_state = _State()


def current() -> Theme:
    """The theme in force."""
    return _state.theme


def colour(name: str) -> QColor:
    """A token of the theme in force, e.g. ``colour("accent_soft")``."""
    return _state.theme.colour(name)


def px(size: float) -> int:
    """A length of the look at 100 % text size, in logical pixels at the person's own text size."""
    return round(size * _state.theme.text_size / 100)


def font(size: float = 13, weight: int = 400, *, italic: bool = False) -> QFont:
    """A face for painters: size in pixels at 100 %, tabular numerals always on."""
    return QFont(_face(max(1, px(size)), weight, italic))


@cache
def _face(pixels: int, weight: int, italic: bool) -> QFont:
    face = QFont(FAMILY)
    face.setPixelSize(pixels)
    face.setWeight(_WEIGHTS[weight])
    face.setItalic(italic)
    face.setFeature(QFont.Tag("tnum"), 1)
    return face


def on_change(slot: Callable[[], None]) -> None:
    """Call a bound method after every change of colours or text size."""
    _state.changed.connect(slot)


def mark(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties and let the style sheet look again: ``mark(label, role="muted")``."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def lay(layout: QLayout, margins: int | tuple[int, int, int, int] = 0, gap: int | tuple[int, int] = 8) -> None:
    """Margins (left, top, right, bottom) and gap of a layout at 100 %; they grow with the text size, also later.

    The gap of a grid may be (across, down).
    """
    sides = (margins,) * 4 if isinstance(margins, int) else margins
    gaps = (gap, gap) if isinstance(gap, int) else gap
    layout.setProperty(_LAID, [*sides, *gaps])
    _lay(layout)


def size(widget: QWidget, **lengths: int) -> None:
    """Fix lengths of a widget at 100 %, so that they grow with the text size, also later: ``width``, ``height``,
    ``least_width``, ``least_height``, ``most_width``, ``most_height``.
    """
    kept: dict[str, int] = {**(widget.property(SIZED) or {}), **lengths}
    widget.setProperty(SIZED, kept)
    _size(widget)


def unsize(widget: QWidget, *names: str) -> None:
    """Let lengths go that ``size`` fixed: the widget takes again what its layout gives it."""
    kept: dict[str, int] = {name: length for name, length in (widget.property(SIZED) or {}).items() if name not in names}
    widget.setProperty(SIZED, kept)
    if "width" in names:
        widget.setMinimumWidth(0)
        widget.setMaximumWidth(_NO_LIMIT)
    if "least_height" in names:
        widget.setMinimumHeight(0)


def _lay(layout: QLayout) -> None:
    kept = layout.property(_LAID)
    if not kept:
        return
    left, top, right, bottom, across, down = (px(length) for length in kept)
    layout.setContentsMargins(left, top, right, bottom)
    if isinstance(layout, QGridLayout):
        layout.setHorizontalSpacing(across)
        layout.setVerticalSpacing(down)
    else:
        layout.setSpacing(across)


_NO_LIMIT = 16_777_215
_SETTERS = {"width": QWidget.setFixedWidth, "height": QWidget.setFixedHeight, "least_width": QWidget.setMinimumWidth,
            "least_height": QWidget.setMinimumHeight, "most_width": QWidget.setMaximumWidth,
            "most_height": QWidget.setMaximumHeight}


def _size(widget: QWidget) -> None:
    for name, length in (widget.property(SIZED) or {}).items():
        _SETTERS[name](widget, px(length))


def _grow(app: QApplication) -> None:
    for widget in app.allWidgets():
        _size(widget)
        for layout in widget.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly):
            _lay(layout)
            for inner in layout.findChildren(QLayout):
                _lay(inner)


def install(app: QApplication, *, look: str = "computer", text_size: int = 100, styled: bool = False) -> None:
    """Load the fonts, choose the style and dress the application. ``look`` is light, dark or computer: as it is set.

    ``styled``: the application was made with ``-style`` and ``STYLE``, which takes a tenth of the time.
    """
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(resources.find(f"fonts/Inter-{face}.otf")))
    QDir.setSearchPaths("icons", [str(resources.find("icons"))])
    if not styled:
        app.setStyle(STYLE)
    QGuiApplication.styleHints().colorSchemeChanged.connect(_state.follow)
    _state.look = look
    dress(dark=_is_dark(look), text_size=text_size)


def choose_look(look: str) -> None:
    """Light, dark, or as the computer is set now and later."""
    _state.look = look
    dress(dark=_is_dark(look))


def _is_dark(look: str) -> bool:
    return look == "dark" or (look == "computer"
                              and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def dress(*, dark: bool | None = None, text_size: int | None = None) -> None:
    """Change colours or text size of everything at once."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    old = _state.theme
    is_dark = old.dark if dark is None else dark
    size = max(TEXT_SIZES[0], min(TEXT_SIZES[-1], text_size or old.text_size))
    _state.theme = Theme(dark_table() if is_dark else LIGHT, is_dark, size)
    if _state.theme == old and app.styleSheet():
        return  # a style sheet put on again polishes every widget there is
    app.setPalette(_palette(_state.theme))
    app.setFont(font())
    app.setStyleSheet(style_sheet(_state.theme.tokens, px))
    if _state.theme.text_size != old.text_size:
        _grow(app)
    _state.changed.emit()


_ROLES = {
    QPalette.ColorRole.Window: "ground", QPalette.ColorRole.WindowText: "ink", QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "zebra", QPalette.ColorRole.Text: "ink", QPalette.ColorRole.Button: "paper",
    QPalette.ColorRole.ButtonText: "ink", QPalette.ColorRole.Highlight: "accent", QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent", QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "paper", QPalette.ColorRole.ToolTipText: "ink", QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "field_border", QPalette.ColorRole.Dark: "field_border", QPalette.ColorRole.Light: "paper",
    QPalette.ColorRole.Midlight: "line", QPalette.ColorRole.BrightText: "error",
}


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("muted"))
    return palette
