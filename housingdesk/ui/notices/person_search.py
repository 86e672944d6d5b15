"""Finding somebody on file while a notice is written: the partner who left."""

from collections.abc import Callable, Sequence
from typing import Any

from housingdesk.access import queries as access_queries
from housingdesk.people.queries import persons
from housingdesk.ui.kit.finder import Pick
from housingdesk.ui.kit.qt_desk import QtDesk


def people_like(text: str) -> list[Pick]:
    """Persons by any fragment."""
    hits = [hit for hit in access_queries.find(text) if hit.kind == "person"]
    names = {row.id: row.name for row in persons([hit.record_id for hit in hits])}
    return [Pick(hit.record_id, names.get(hit.record_id, hit.label), hit.detail) for hit in hits]


class PersonSearch:
    """Asks for people as they are typed; an older answer is dropped."""

    def __init__(self, desk: QtDesk) -> None:
        self._desk = desk
        self._job: Any = None

    def __call__(self, text: str, give: Callable[[Sequence[Pick]], object]) -> None:
        if self._job is not None:
            self._job.drop()
        self._job = self._desk.ask(people_like, give, text=text)
