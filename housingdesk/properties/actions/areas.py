"""The code of a council's area, as the government's statistics have it: E08000003 is Manchester."""

import re

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.properties.models import Council


@needs(Permission.KEEP_HOMES)
def set_area_code(act: Act, *, council_id: int, version: int | None, area_code: str) -> None:
    """Puts in which area a council is for; an empty code takes it out."""
    code = area_code.strip().upper()
    if code and not re.fullmatch(r"[ENSW][0-9]{8}", code):
        raise Refused("The code of an area is a letter and eight figures, such as E08000003")
    record = as_seen(Council, council_id, version, "This council")
    was = record.area_code
    act.change(record, area_code=code)
    act.say(f"Area code of {record.name} {'put in' if code else 'taken out'}", about=("council", council_id))
    act.take_back(set_area_code, "put it back", council_id=council_id, version=record.version, area_code=was)
