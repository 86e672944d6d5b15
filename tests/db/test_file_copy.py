"""A copy that cannot be made is told as any other trouble with a database."""

from pathlib import Path

import pytest
from peewee import OperationalError

from housingdesk.db.file_copy import opened


def test_a_place_where_no_file_can_be_is_a_database_error_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(OperationalError, match="unable to open"), opened(tmp_path / "nowhere" / "copy.sqlite", None):
        pass
