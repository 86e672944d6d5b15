"""The text of a statement is the one that peewee's own context writes, to the letter, for every model on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest
from peewee import Context

from tests.support.models import all_models, databases


def _statements(model: Any) -> Iterator[Any]:
    fields = [field for field in model._meta.sorted_fields if field.name != "id"]
    other, further = model.alias(), model.alias("further")
    yield model.select()
    yield model.update(dict.fromkeys(fields)).where(model.id == 3)
    yield model.insert(dict.fromkeys(fields)).on_conflict(conflict_target=[model.id], preserve=fields)
    yield model.delete().where(model.id.in_([1, 2]))
    yield model.select(model.id).where(model.id.in_(other.select(other.id).where(other.id != model.id))).order_by(model.id)
    yield (further.select(further.id, model.id.alias("mine")).join(model, on=(model.id == further.id))
           .where(further.id > 2).order_by(further.id))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_every_statement_is_peewees_own(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database, models = databases()[kind], all_models()
    with database.bind_ctx(models):
        ours = [statement.sql() for model in models for statement in _statements(model)]
        monkeypatch.setattr(type(database), "context_class", Context)
        assert [statement.sql() for model in models for statement in _statements(model)] == ours
    assert len(ours) > 500
