"""XML into a light tree of local names with line numbers, by defusedxml: any document type declaration is refused.

Bank XML never needs one, and a refused declaration leaves no entity to expand and no outside file to fetch.
"""

from collections.abc import Iterator
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from housingdesk.values.tables.refusing import refuse

MAX_DEPTH = 60


class Node:
    """An element: ``name`` without its namespace prefix, its own ``text`` and its ``children``."""

    __slots__ = ("attributes", "children", "line", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.text = ""
        self.children: list[Node] = []

    def child(self, path: str) -> "Node | None":
        """The first element at ``a/b/c`` below this one, each name a direct child of the one before."""
        node = self
        for name in path.split("/"):
            for child in node.children:
                if child.name == name:
                    node = child
                    break
            else:
                return None
        return node

    def words(self, *paths: str) -> str | None:
        """The text of the first of the paths that has any."""
        for path in paths:
            node = self.child(path)
            if node is not None and (text := node.text.strip()):
                return " ".join(text.split())
        return None

    def all(self, name: str) -> "list[Node]":
        """The direct children of that name."""
        return [child for child in self.children if child.name == name]

    def walk(self) -> "Iterator[Node]":
        """This element and everything below it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


_PLACED = {"Ntry", "Stmt", "Rpt", "Ntfctn", "Bal"}
_NOTHING: dict[str, str] = {}


class _Builder(ContentHandler):
    def __init__(self, line_of: "_LineOf") -> None:
        super().__init__()
        self.line_of = line_of
        self.stack = [Node("", {}, 1)]

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        values: dict[str, str] = dict(attrs.items()) if len(attrs) else _NOTHING
        node = Node(local, values, self.line_of() if local in _PLACED else 0)
        self.stack[-1].children.append(node)
        self.stack.append(node)
        if len(self.stack) > MAX_DEPTH:
            raise refuse(f"The file nests its elements more than {MAX_DEPTH} deep, which no bank statement does",
                         self.line_of())

    def endElement(self, name: str) -> None:  # noqa: ARG002
        self.stack.pop()

    def characters(self, content: str) -> None:
        self.stack[-1].text += content


class _LineOf:
    def __init__(self, parser: object) -> None:
        self._parser = parser

    def __call__(self) -> int:
        return int(self._parser.getLineNumber())  # type: ignore[attr-defined]


def read_tree(text: str) -> Node:
    """The root element; refuses what is not well formed, naming line and column, and any document type."""
    parser = create_parser(forbid_dtd=True)  # type: ignore[no-untyped-call]
    builder = _Builder(_LineOf(parser))
    parser.setContentHandler(builder)
    try:
        parser.feed(text)
        parser.close()
    except DefusedXmlException:
        raise refuse("The file declares a document type, which no bank statement needs and which can hide an attack; "
                     "it is not opened.") from None
    except SAXParseException as error:
        raise refuse(f"The XML is broken or cut off ({error.getMessage()})", error.getLineNumber(),
                     (error.getColumnNumber() or 0) + 1) from None
    except SAXException as error:
        raise refuse(f"The XML is broken ({error.getMessage()})") from None
    if not builder.stack[0].children:
        raise refuse("The XML is empty.")
    return builder.stack[0].children[0]
