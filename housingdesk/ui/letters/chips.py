"""Merge fields as pills in running text: drawn whole, deleted whole, copied whole. Knows no page.

In the document a pill is one character with the field's name beside it, so that the editor's own undo, cursor and
selection work on it as on a letter.
"""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)

from housingdesk.letters.rules.merge import Part
from housingdesk.ui.kit import theme
from housingdesk.ui.letters.vocabulary import FieldInfo

OBJECT = "\ufffc"
_KIND = int(QTextFormat.ObjectTypes.UserObject) + 1
_FIELD = int(QTextFormat.Property.UserProperty) + 1
_PAD = 7
_LEAST = 60


class Pills(QPyTextObject):
    """Draws the pills of one document."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.fields: Mapping[str, FieldInfo] = {}

    def words(self, name: str) -> str:
        """What stands in the pill of a field."""
        known = self.fields.get(name)
        return known.words if known is not None else f"{name}?"

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        measures = QFontMetricsF(_face(doc, format))
        wide = measures.horizontalAdvance(self.words(field_of(format))) + 2 * _PAD
        room = doc.textWidth() - 2 * doc.documentMargin()
        return QSizeF(min(wide, room) if room > _LEAST else wide, measures.height() + 2)

    def drawObject(self, painter: QPainter, rect: QRectF | object, doc: QTextDocument, posInDocument: int,
                   format: QTextFormat) -> None:
        assert isinstance(rect, QRectF)
        name = field_of(format)
        tone = "information" if name in self.fields else "late"
        pill = rect.adjusted(1, 0.5, -1, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{tone}_soft"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(theme.colour(tone))
        painter.setFont(_face(doc, format))
        words = QFontMetricsF(painter.font()).elidedText(self.words(name), Qt.TextElideMode.ElideRight, pill.width() - _PAD)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.restore()


def _face(doc: QTextDocument, format: QTextFormat) -> QFont:
    face = QFont(doc.defaultFont())
    face.setWeight(QFont.Weight.DemiBold if is_bold(format) else QFont.Weight.Medium)
    return face


def install(doc: QTextDocument) -> Pills:
    """Lets a document hold pills."""
    pills = Pills(doc)
    doc.documentLayout().registerHandler(_KIND, pills)
    return pills


def words_format(bold: bool) -> QTextCharFormat:
    """How words look."""
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def pill_format(name: str, bold: bool) -> QTextCharFormat:
    """How the character of a pill is marked."""
    made = words_format(bold)
    made.setObjectType(_KIND)
    made.setProperty(_FIELD, name)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    return made


def field_of(format: QTextFormat) -> str:
    """The field whose pill has this format; empty if it is no pill's."""
    return str(format.property(_FIELD) or "") if format.objectType() == _KIND else ""


def is_bold(format: QTextFormat) -> bool:
    """Whether something is bold."""
    return format.toCharFormat().fontWeight() > int(QFont.Weight.Medium)


def parts_between(block: QTextBlock, start: int, end: int) -> Iterator[Part]:
    """What a paragraph of the document holds between two places of the document."""
    places = block.begin()
    while not places.atEnd():
        piece = places.fragment()
        places += 1
        text = piece.text()[max(0, start - piece.position()):max(0, end - piece.position())]
        name, bold = field_of(piece.charFormat()), is_bold(piece.charFormat())
        if name:
            yield from (Part(name, True, bold) for _ in range(text.count(OBJECT)))
        elif text:
            yield Part(text.replace(OBJECT, ""), False, bold)
