"""A letter's wording as the editor holds it, and its TOML text: from one to the other and back without a loss.

A ``Wording`` holds whatever was typed, right or wrong, so that a half-done draft can be kept; ``merge.parse_template`` says
whether it is a letter. Decides nothing about what is good wording: see checks.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from housingdesk.errors import Refused
from housingdesk.letters.rules.asks import Ask, AskKind
from housingdesk.letters.rules.merge import GOES_TO, TOKEN, BlockKind, Family, Part, Template, parse_template

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as it is written: its texts with ``{field}`` and ``**bold**`` in them."""

    kind: BlockKind = BlockKind.PARAGRAPH
    text: str = ""
    points: tuple[str, ...] = ()
    title: str = ""
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    easy: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter as it is written; the names are those of ``Template``."""

    key: str
    title: str
    words_for: str
    headline: str
    pieces: tuple[Piece, ...]
    version: int = 1
    family: Family = Family.ARREARS
    asks: tuple[Ask, ...] = field(default=())
    copies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    to_others: bool = False
    paper: bool = False
    to_applicants: bool = False

    @property
    def goes_to(self) -> str:
        """To whom it goes, as its text says it."""
        return next(word for word, goes in GOES_TO.items() if goes == (self.to_others, self.to_applicants))


def wording_of(source: str) -> Wording:
    """The wording in a TOML text, however faulty its words are; Refused when it is not the shape of a letter."""
    try:
        data = tomllib.loads(source)
        pieces = tuple(Piece(BlockKind(row.get("kind", "paragraph")), str(row.get("text", "")), _words(row, "points"),
                             str(row.get("title", "")), _words(row, "when"), _words(row, "unless"),
                             str(row.get("easy", ""))) for row in data["block"])
        asks = tuple(Ask(row["name"], row["label"], AskKind(row.get("kind", "text")), row["example"],
                         bool(row.get("optional", False))) for row in data.get("ask", []))
        return Wording(data["key"], data["title"], data["for"], data["headline"], pieces, data["version"],
                       Family(data.get("family", "arrears")), asks, _words(data, "copies"), _words(data, "needs"),
                       paper=bool(data.get("paper", False)), **_goes_to(data.get("to", "holder")))
    except (tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused(f"This is not the text of a letter: {error}") from error


def _goes_to(value: object) -> dict[str, bool]:
    to_others, to_applicants = GOES_TO[str(value)]
    return {"to_others": to_others, "to_applicants": to_applicants}


def _words(row: dict[str, object], name: str) -> tuple[str, ...]:
    found = row.get(name, [])
    return tuple(str(word) for word in found) if isinstance(found, list) else ()


def toml_of(wording: Wording) -> str:
    """The TOML text of a wording; ``wording_of`` gives the same wording back."""
    return "\n".join(_lines(wording)) + "\n"


def source_of(template: Template) -> str:
    """The TOML text of a template; parsed again it is the same template, but for its fingerprint, which is of this text.

    Refused when a text cannot be written so that it is read back as it is: a brace, or two stars, that stand for themselves.
    """
    source = toml_of(wording_from(template))
    again = parse_template(source)
    if replace(again, fingerprint=template.fingerprint) != template:
        raise Refused(f"“{template.title}” holds words that cannot be written: a brace, or a star beside bold words")
    return source


def wording_from(template: Template) -> Wording:
    """A template as it is written."""
    pieces = tuple(Piece(block.kind, written(block.text), tuple(map(written, block.points)), block.title, block.when,
                         block.unless, written(block.easy)) for block in template.blocks)
    return Wording(template.key, template.title, template.words_for, written(template.headline), pieces, template.version,
                   template.family, template.asks, template.copies, template.needs, template.to_others, template.paper,
                   template.to_applicants)


def written(parts: Iterable[Part]) -> str:
    """Parts as text with their marks.

    >>> written([Part("Ring ", False, False), Part("phone", True, True), Part(".", False, False)])
    'Ring **{phone}**.'
    """
    text, bold = "", False
    for part in parts:
        text += "**" * (part.bold != bold) + (f"{{{part.text}}}" if part.is_field else part.text)
        bold = part.bold
    return text + "**" * bold


def parts_of(text: str) -> tuple[Part, ...]:
    """Text with its marks in parts, for the editor: what is no mark, such as a brace by itself, stands for itself.

    >>> [(part.text, part.is_field, part.bold) for part in parts_of("{Ring} **{phone}** ** now")]
    [('{Ring} ', False, False), ('phone', True, True), (' ** now', False, False)]
    """
    marks = list(TOKEN.finditer(text))
    stars = [mark for mark in marks if not mark[1]]
    loose = stars[-1] if len(stars) % 2 else None
    parts: list[Part] = []
    bold, at = False, 0
    for mark in (mark for mark in marks if mark is not loose):
        _join(parts, text[at:mark.start()], bold)
        if mark[1]:
            parts.append(Part(mark[1], True, bold))
        else:
            bold = not bold
        at = mark.end()
    _join(parts, text[at:], bold)
    return tuple(parts)


def _join(parts: list[Part], text: str, bold: bool) -> None:
    if text:
        parts.append(Part(text, False, bold))


def _lines(wording: Wording) -> Iterator[str]:
    yield f"key = {quoted(wording.key)}"
    yield f"version = {wording.version}"
    yield f"title = {quoted(wording.title)}"
    yield f"for = {quoted(wording.words_for)}"
    yield f"family = {quoted(wording.family)}"
    yield f"headline = {quoted(wording.headline)}"
    yield from _listed("needs", wording.needs)
    if wording.goes_to != "holder":
        yield f"to = {quoted(wording.goes_to)}"
    yield from _listed("copies", wording.copies)
    if wording.paper:
        yield "paper = true"
    if not wording.pieces:
        yield "block = []"
    for ask in wording.asks:
        yield from _ask_lines(ask)
    for piece in wording.pieces:
        yield from _piece_lines(piece)


def _ask_lines(ask: Ask) -> Iterator[str]:
    yield from ("", "[[ask]]", f"name = {quoted(ask.name)}", f"label = {quoted(ask.label)}")
    if ask.kind is not AskKind.TEXT:
        yield f"kind = {quoted(ask.kind)}"
    yield f"example = {quoted(ask.example)}"
    if ask.optional:
        yield "optional = true"


def _piece_lines(piece: Piece) -> Iterator[str]:
    yield from ("", "[[block]]")
    if piece.kind is not BlockKind.PARAGRAPH:
        yield f"kind = {quoted(piece.kind)}"
    if piece.title:
        yield f"title = {quoted(piece.title)}"
    if piece.text:
        yield f"text = {quoted(piece.text)}"
    if piece.easy:
        yield f"easy = {quoted(piece.easy)}"
    yield from _listed("points", piece.points)
    yield from _listed("when", piece.when)
    yield from _listed("unless", piece.unless)


def _listed(name: str, words: tuple[str, ...]) -> Iterator[str]:
    if words:
        yield f"{name} = [{', '.join(quoted(word) for word in words)}]"


def quoted(text: str) -> str:
    r"""A TOML string on one line, whatever it holds; half a surrogate pair, which no file can hold, becomes U+FFFD.

    >>> quoted('Say "no"\n' + chr(7))
    '"Say \\"no\\"\\n\\u0007"'
    """
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    code = ord(character)
    if code < 0x20 or code == 0x7F:
        return f"\\u{code:04X}"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else character
