"""Stored shape of a kept file. Issued PDFs are rows: users share no folder."""

from typing import Any

from housingdesk.db.fields import Bytes, Moment, Text, WholeNumber
from housingdesk.db.record import Fact


class Document(Fact):
    """A file as it was kept, with its SHA-256; never changed."""

    name: Any = Text(longest=200)
    media_type: Any = Text(longest=100)
    sha256: Any = Text(longest=64, index=True)
    size: Any = WholeNumber()
    content: Any = Bytes()
    made_at: Any = Moment()
    made_by: Any = Text(longest=120)
    subject: Any = Text(null=True, longest=60, index=True)
