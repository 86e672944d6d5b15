"""Codes of the finance system, and journals written for it: each kept as the file it was."""

from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.documents.actions import keep_document
from housingdesk.errors import Refused
from housingdesk.reports.journal_files import MEDIA, JournalForm, written
from housingdesk.reports.models import JournalExport, NominalCode
from housingdesk.reports.queries.journal import codes, journal, written_before
from housingdesk.reports.rules.coding import coded, unmapped, unmapped_words
from housingdesk.reports.rules.journal import Grouping, grouped, key_words
from housingdesk.values.dates import format_date
from housingdesk.values.money import format_pence


@needs(Permission.CLOSE_PERIODS)
def set_code(act: Act, *, key: str, code: str, scheme: str = "", name: str = "", cost_centre: str = "") -> None:
    """Says to which code of the finance system a key goes, for every scheme or for one; an empty code takes it out."""
    row = NominalCode.get_or_none((NominalCode.key == key) & (NominalCode.scheme == scheme))
    was = {"code": "", "name": "", "cost_centre": ""} if row is None else {
        "code": row.code, "name": row.name, "cost_centre": row.cost_centre}
    now = {"code": code.strip()[:40], "name": name.strip()[:120], "cost_centre": cost_centre.strip()[:40]}
    if row is None and not now["code"]:
        raise Refused("Say which code it goes to")
    if row is None:
        act.add(NominalCode(key=key, scheme=scheme, **now))
    elif now["code"]:
        act.change(row, **now)
    else:
        act.remove(row)
    of = f" of {scheme}" if scheme else ""
    act.say(f"{key_words(key)}{of} goes to {now['code']}" if now["code"] else f"{key_words(key)}{of} has no code of its own")
    act.take_back(set_code, f"the code of {key_words(key)}", key=key, scheme=scheme, **was)


@needs(Permission.CLOSE_PERIODS)
def export_journal(act: Act, *, start: date, end: date, form: JournalForm = JournalForm.CSV,
                   by: Grouping = Grouping.BATCH, again: bool = False) -> int:
    """Writes the journal of ``start <= day <= end`` and keeps the file; returns the export's id.

    Refused when it does not balance, a key has no code, or (unless ``again``) some of its days were written before.
    """
    found, known = journal(start, end), codes()
    if not found.lines:
        raise Refused(f"Nothing moved from {format_date(start)} to {format_date(end)}")
    if found.faults or not found.holds:
        raise Refused(found.faults[0] if found.faults else "The journal does not balance, so nothing was written")
    if waiting := unmapped(found.lines, known):
        raise Refused(unmapped_words(waiting))
    if not again and (before := written_before(start, end)):
        raise Refused(before)
    rows = coded(grouped(found.lines, by), known)
    data = written(rows, form)
    name = f"journal-{start.isoformat()}-to-{end.isoformat()}.{form}"
    document = keep_document(act, subject=None, name=name, media_type=MEDIA[form], content=data)
    made = act.add(JournalExport(start=start, end=end, rows=len(rows), debit_pence=sum(row.debit for row in rows),
                                 first_sequence=found.first_sequence, last_sequence=found.last_sequence, document=document,
                                 made_at=act.now, made_by=act.who.name))
    act.say(f"Journal of {format_date(start)} to {format_date(end)} written: {len(rows):,} lines, "
            f"{format_pence(sum(row.debit for row in rows))} each side", about=("journal_export", int(made.id)))
    return int(made.id)
