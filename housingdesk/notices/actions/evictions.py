"""The court's notice of eviction: recorded, answered with our own letter, and how it ended. It is never made here."""

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.errors import Refused
from housingdesk.letters import actions as letter_actions
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.queries import letter, letters
from housingdesk.letters.rules.states import LetterState
from housingdesk.notices.actions.protocol import kept_once
from housingdesk.notices.actions.telling import EVICTION, refuse_others
from housingdesk.notices.models import EvictionNotice
from housingdesk.notices.queries.evictions import evictions_of, row_of
from housingdesk.notices.rules.evictions import Ended, EvictionDraft, OutcomeDraft, outcome_words
from housingdesk.tenancies.queries.agreements import holders_on, tenancy
from housingdesk.values.dates import format_day
from housingdesk.values.problems import reason_problems, refuse
from housingdesk.values.text import one_line
from housingdesk.values.timeline import Ref

_WHAT = "This notice of eviction"
_WAITING = (LetterState.READY, LetterState.KEPT_BACK, LetterState.PRINTING, LetterState.PRINTED)


@needs(Permission.SERVE_NOTICES)
def record_eviction(act: Act, *, tenancy_id: int, draft: EvictionDraft) -> int:
    """Records a notice of eviction as it came from the court, with its scan; returns its id."""
    refuse(draft.problems(act.today))
    subject = Ref("tenancy", tenancy(tenancy_id).id)
    made = act.add(EvictionNotice(
        tenancy=tenancy_id, received_on=draft.received_on, delivered_on=draft.delivered_on, court=one_line(draft.court),
        claim_number=one_line(draft.claim_number), executes_on=draft.executes_on, at=_clock(draft.at),
        fixed_again=draft.fixed_again, document=kept_once(act, subject, draft.scan), recorded_at=act.now,
        recorded_by=act.who.name))
    act.say(f"Eviction on {format_day(draft.executes_on)} recorded: {row_of(made).time[1]}", about=subject)
    act.take_back(remove_eviction, "the notice of eviction", eviction_id=made.id, version=made.version,
                  because="recorded by mistake")
    return int(made.id)


def _clock(text: str) -> str:
    return text.strip().zfill(5) if text.strip() else ""


@needs(Permission.SERVE_NOTICES)
def remove_eviction(act: Act, *, eviction_id: int, version: int, because: str) -> None:
    """Takes off a notice of eviction that was recorded by mistake; it stays with the reason."""
    made = as_seen(EvictionNotice, eviction_id, version, _WHAT)
    if made.removed:
        raise Refused("This notice of eviction is taken off already")
    refuse(reason_problems(because))
    _refuse_waiting(made)
    act.change(made, removed=one_line(because)[:200])
    act.say(f"Eviction on {format_day(made.executes_on)} taken off: {one_line(because)}", about=Ref("tenancy", made.tenancy_id))
    act.take_back(restore_eviction, "the taking off", eviction_id=made.id, version=made.version)


@needs(Permission.SERVE_NOTICES)
def restore_eviction(act: Act, *, eviction_id: int, version: int) -> None:
    """Puts a notice of eviction back that was taken off."""
    made = as_seen(EvictionNotice, eviction_id, version, _WHAT)
    if not made.removed:
        raise Refused("This notice of eviction stands already")
    was = made.removed
    act.change(made, removed="")
    act.say(f"Eviction on {format_day(made.executes_on)} put back", about=Ref("tenancy", made.tenancy_id))
    act.take_back(remove_eviction, "the notice of eviction", eviction_id=made.id, version=made.version, because=was)


@needs(Permission.SERVE_NOTICES)
def answer_eviction(act: Act, *, eviction_id: int, version: int, letters_made: tuple[MadeLetter, ...]) -> int:
    """Keeps our letters about an eviction, one to each holder, ready to print, and ties the first to it; returns their run.

    Refused when any of them could not be made.
    """
    made = _standing(eviction_id, version)
    if not letters_made or any(one.pdf is None for one in letters_made):
        held = next((one.held_because for one in letters_made if one.pdf is None), None)
        raise Refused(held or "There is nobody to write to")
    refuse_others(letters_made, EVICTION, made.tenancy_id, len(holders_on(made.tenancy_id, act.today)), act.today)
    run = letter_actions.keep_run(act, title=f"Eviction on {format_day(made.executes_on)}", letters=letters_made)
    kept = sorted(row.id for row in letters(run_id=run) if row.document_id is not None)
    if not kept:
        raise Refused("A hold stops this letter today")
    was = made.answer_id
    act.change(made, answer=kept[0])
    many = f"{len(kept)} letters are" if len(kept) > 1 else "Our letter is"
    act.say(f"{many} ready to print: the eviction is on {row_of(made).when}", about=Ref("tenancy", made.tenancy_id))
    act.take_back(unanswer_eviction, "the letter", eviction_id=made.id, version=made.version, run_id=run, answer_id=was)
    return run


@needs(Permission.SERVE_NOTICES)
def unanswer_eviction(act: Act, *, eviction_id: int, version: int, run_id: int, answer_id: int | None) -> None:
    """Takes our letters back before they are printed, and unties them."""
    made = _standing(eviction_id, version)
    letter_actions.withdraw_run(act, run_id=run_id)
    act.change(made, answer=answer_id)
    act.say("Our letter about the eviction is withdrawn", about=Ref("tenancy", made.tenancy_id))


@needs(Permission.SERVE_NOTICES)
def end_eviction(act: Act, *, eviction_id: int, version: int, draft: OutcomeDraft) -> None:
    """Says how an eviction ended and when; one that was carried out is followed by the end of the agreement.

    One that does not happen is refused while a letter of ours that names its day still waits to go out.
    """
    made = _standing(eviction_id, version)
    refuse(draft.problems(act.today, made.executes_on))
    if draft.ended is not Ended.EXECUTED:
        _refuse_waiting(made)
    act.change(made, outcome=outcome_words(draft.ended, one_line(draft.note)), ended_on=draft.on)
    act.say(f"Eviction {draft.ended}, {format_day(draft.on)}", about=Ref("tenancy", made.tenancy_id))
    act.take_back(reopen_eviction, "how it ended", eviction_id=made.id, version=made.version)


@needs(Permission.SERVE_NOTICES)
def reopen_eviction(act: Act, *, eviction_id: int, version: int) -> None:
    """Takes back how an eviction ended: it stands again."""
    made = as_seen(EvictionNotice, eviction_id, version, _WHAT)
    if not made.outcome:
        raise Refused("This eviction stands already")
    act.change(made, outcome="", ended_on=None)
    act.say(f"The eviction on {format_day(made.executes_on)} stands again", about=Ref("tenancy", made.tenancy_id))


def _refuse_waiting(made: EvictionNotice) -> None:
    """Refused while our letters wait, also those of an answer before: nobody is told of an eviction that does not happen."""
    others = {letter(row.answer_id).run_id for row in evictions_of(made.tenancy_id)
              if row.id != made.id and row.answer_id is not None}
    waiting = [row for row in letters(subject=Ref("tenancy", made.tenancy_id), limit=1_000)
               if row.template == EVICTION and row.state in _WAITING and row.run_id not in others]
    if waiting:
        raise Refused(f"Our letter to {waiting[0].addressee} waits to go out. Withdraw it, or mark it spoiled, first")


def _standing(eviction_id: int, version: int) -> EvictionNotice:
    made = as_seen(EvictionNotice, eviction_id, version, _WHAT)
    if made.removed:
        raise Refused("This notice of eviction was taken off. Put it back first")
    if made.outcome:
        raise Refused(f"This eviction is {made.outcome} already")
    return made
