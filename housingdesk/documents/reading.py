"""A file of the office's computer read to be kept: the same words wherever one is chosen."""

from collections.abc import Callable
from pathlib import Path

from housingdesk.documents.rules import FileDraft
from housingdesk.errors import BadFile


def read_file(progress: Callable[[int, int, str], object], *, path: str) -> FileDraft:
    """The file that a person chose; BadFile when it cannot be read."""
    file = Path(path)
    progress(0, 1, f"Reading {file.name}")
    try:
        return FileDraft(file.name, file.read_bytes())
    except OSError as error:
        raise BadFile(f"{file.name} cannot be read: {error.strerror}") from error
