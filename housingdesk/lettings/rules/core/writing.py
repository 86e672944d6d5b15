"""Writes logs as the file that the service takes (core-lettings §2): header rows, then a row for each log."""

from collections.abc import Sequence

from housingdesk.errors import Refused
from housingdesk.lettings.rules.core.catalogue import Catalogue
from housingdesk.lettings.rules.core.cells import Value, cell_text
from housingdesk.lettings.rules.core.log import Log

_MARK = "\ufeff"
_LABELS = (("Section", "section"), ("Question", "question"))
_FIELD_NUMBER = "Field number"


def write_upload(catalogue: Catalogue, logs: Sequence[Log]) -> bytes:
    """The whole CSV file, UTF-8 with a byte order mark: a label column, then every field of the year in its order.

    Empty cells are nothing between commas, whole numbers have no nought before them. Refused, with the row, for a log that
    is empty or holds what its field's cells cannot.
    """
    fields = sorted(catalogue.fields, key=lambda field: field.number)
    rows = [[label, *(_quoted(catalogue.sections[f.section] if name == "section" else f.question) for f in fields)]
            for label, name in _LABELS]
    rows.append([_FIELD_NUMBER, *(str(field.number) for field in fields)])
    for number, log in enumerate(logs, 1):
        _refuse_unwritable(log, f"Log {number} of {len(logs)} cannot be written")
        rows.append(["", *(_cell(log.values.get(field.key)) for field in fields)])
    return (_MARK + "".join(",".join(row) + "\r\n" for row in rows)).encode("utf-8")


def _refuse_unwritable(log: Log, what: str) -> None:
    if log.refused:
        raise Refused(f"{what}: “{log.catalogue.field(next(iter(log.refused))).ask}” is not in a form that is taken")
    if not log.values:
        raise Refused(f"{what}: it is empty")


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    return _quoted(" ".join(value.split())) if isinstance(value, str) else cell_text(value)


def _quoted(text: str) -> str:
    """A text in quotes where a comma or quote makes that necessary, and bare otherwise."""
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"') else text
