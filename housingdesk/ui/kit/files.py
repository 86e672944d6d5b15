"""The computer's own dialogs for a file to open or to save, and the writing of one that was made."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from housingdesk.errors import BadFile

Chosen = Callable[[str], object]


def ask_for_file(parent: QWidget, title: str, chosen: Chosen, kinds: Sequence[str] = (), folder: str = "") -> None:
    """Asks for a file that is there; ``kinds`` are filters of names such as ``Scans (*.pdf *.png)``."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(kinds)
    dialog.fileSelected.connect(chosen)
    _open(dialog)


def ask_for_files(parent: QWidget, title: str, chosen: Callable[[list[str]], object]) -> None:
    """Asks for one file or several."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(chosen)
    _open(dialog)


def ask_where(parent: QWidget, title: str, name: str, chosen: Chosen, kinds: Mapping[str, str] | None = None) -> None:
    """Asks where to save what is called ``name``; ``kinds`` are filters with the ending that each stands for."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(kinds or ()))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(with_ending(path, kinds or {}, dialog.selectedNameFilter())))
    _open(dialog)


def with_ending(path: str, kinds: Mapping[str, str], chosen: str) -> str:
    """The path as typed where its ending says what it is, else with the ending of the filter chosen.

    >>> with_ending("log.CSV", {"Table (*.csv)": ".csv"}, "Table (*.csv)"), with_ending("log", {"Table (*.csv)": ".csv"},
    ...             "Table (*.csv)"), with_ending("log", {}, "")
    ('log.CSV', 'log.csv', 'log')
    """
    return path if not kinds or Path(path).suffix.lower() in kinds.values() else path + kinds[chosen]


def write_file(progress: Callable[[int, int, str], object], path: str, made: Callable[[], bytes]) -> str:
    """Writes what ``made`` gives and says so; BadFile with the way out when it cannot be written."""
    file = Path(path)
    progress(0, 1, f"Saving {file.name}")
    content = made()
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadFile(f"{file.name} cannot be written: {error.strerror}. Choose another folder, or close it in the other "
                      "program") from error
    return f"Saved to {file.name}"


def _open(dialog: QFileDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
