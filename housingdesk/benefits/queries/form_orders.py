"""In which order a council's form asks on a day: its own order as it was written on its card, else the general one."""

import tomllib
from datetime import date
from functools import cache

from housingdesk import resources
from housingdesk.benefits.rules.form_order import ORDER_FILE, FormPart, read_order, undated
from housingdesk.documents.queries import documents, kept
from housingdesk.values.rows import frozen
from housingdesk.values.timeline import Ref


@frozen
class FormOrder:
    """An order with the day from which it holds; ``general``: the council has none of its own."""

    valid_from: date
    text: str
    parts: tuple[FormPart, ...]
    general: bool


@cache
def general_order() -> FormOrder:
    """The general order shipped with the program."""
    found = tomllib.loads(resources.find("rules/benefits-form.toml").read_text(encoding="utf-8"))
    text = str(found["text"]).strip()
    return FormOrder(found["valid_from"], text, read_order(text)[0], True)


def form_order(office_id: int | None, on: date) -> FormOrder:
    """The order in force at an office on a day: of those that began the one that begins last, of two the one kept last."""
    found: FormOrder | None = None
    if office_id is None:
        return general_order()
    for row in documents(Ref("office", office_id)):
        if not row.name.startswith(ORDER_FILE):
            continue
        valid_from, text = undated(kept(row.id).content.decode())
        if valid_from <= on and (found is None or valid_from > found.valid_from):
            found = FormOrder(valid_from, text, read_order(text)[0], False)
    return found or general_order()


def order_text(office_id: int, on: date) -> str:
    """The text of the order in force, to be changed."""
    return form_order(office_id, on).text
