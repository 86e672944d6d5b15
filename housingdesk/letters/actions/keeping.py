"""Keeping letters: a run with each PDF as issued. A letter is never redrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from housingdesk.access.act import Act
from housingdesk.documents.actions import keep_document
from housingdesk.letters.models import Letter, LetterRun
from housingdesk.letters.rules.states import LetterState, Way
from housingdesk.letters.stopped import stopped, stopped_with
from housingdesk.values.timeline import Ref


@dataclass(frozen=True, slots=True)
class MadeLetter:
    """One letter that was drawn, or held with the reason. ``data`` is JSON of what it was filled with.

    ``copies`` are those for somebody else, each with the ``authority`` under which they get it; ``body`` is an e-mail's text.
    """

    template: str
    template_version: str
    title: str
    subject: Ref
    addressee: str
    dated: date
    large_print: bool
    pdf: bytes | None
    pages: int
    held_because: str | None
    data: str
    way: Way = Way.POST
    easy_read: bool = False
    body: str | None = None
    authority: str | None = None
    copies: tuple["MadeLetter", ...] = ()
    not_due: bool = False


def keep_run(act: Act, *, title: str, letters: Sequence[MadeLetter], covers: tuple[date, date] | None = None) -> int:
    """Stores a run: every letter chosen, ready or held, so that the counts add up. For the actions of other rooms.

    A letter that a hold stops today is held with that reason, even if it was drawn before the hold was put on. ``covers`` are
    the first and the last day that a run of statements tells of.
    """
    start, end = covers or (None, None)
    letters = _as_holds_let(letters, act.today)
    held = sum(m.pdf is None for m in letters)
    run = act.add(LetterRun(title=title, made_at=act.now, made_by=act.who.name, chosen=len(letters), ready=len(letters) - held,
                            held=held, covers_from=start, covers_until=end))
    for done, made in enumerate(letters):
        act.progress(done, len(letters), "Keeping the letters as issued")
        _keep(act, run.id, made)
    act.progress(len(letters), len(letters), "Done")
    return int(run.id)


def _as_holds_let(letters: Sequence[MadeLetter], today: date) -> list[MadeLetter]:
    known = [(m.template, str(m.subject), stopped_with(m.data)) for m in letters]
    holds = stopped((one for one, m in zip(known, letters, strict=True) if m.pdf is not None), today)
    return [m if m.pdf is None or (hold := holds.get(one)) is None
            else replace(m, pdf=None, pages=0, held_because=hold.stopped) for one, m in zip(known, letters, strict=True)]


def _keep(act: Act, run_id: int, made: MadeLetter, copy_of: int | None = None) -> None:
    document = None
    if made.pdf is not None:
        document = keep_document(act, subject=made.subject, name=f"{made.title}, {made.addressee}.pdf"[:200],
                                 media_type="application/pdf", content=made.pdf)
    kept = act.add(Letter(run=run_id, template=made.template, template_version=made.template_version, title=made.title,
                          subject=str(made.subject), addressee=made.addressee, dated=made.dated, large_print=made.large_print,
                          pages=made.pages, document=document, data=made.data, held_because=made.held_because,
                          state=LetterState.HELD if made.pdf is None else LetterState.READY, way=made.way,
                          easy_read=made.easy_read, body=made.body, authority=made.authority, copy_of=copy_of))
    for copy in made.copies if made.pdf is not None else ():
        _keep(act, run_id, copy, copy_of=kept.id)
