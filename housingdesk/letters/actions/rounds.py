"""Delivery rounds: letters go to the doors, each door is recorded, and what was wrong is corrected by an act of its own."""

from collections.abc import Sequence
from datetime import date

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.db.record import as_seen
from housingdesk.documents.actions import keep_file
from housingdesk.documents.queries import same_file
from housingdesk.documents.rules import FileDraft
from housingdesk.errors import NotFound, Refused
from housingdesk.letters.models import DeliveryRound, DeliveryStop, Letter
from housingdesk.letters.queries.rounds import out_on_rounds, ways_before
from housingdesk.letters.rules.rounds import RoundDraft, StopDraft, doors_of, told
from housingdesk.letters.rules.states import LetterState, StopOutcome, Way
from housingdesk.letters.stopped import stopped_sentence
from housingdesk.values.dates import format_date, format_day
from housingdesk.values.problems import Problem, refuse
from housingdesk.values.text import line_problem, one_line
from housingdesk.values.timeline import Ref

_WHAT = "This round"
_NOT_CARRIED = "The round was not carried"
_LONGEST_NOTE = 500


@needs(Permission.SEND_LETTERS)
def make_round(act: Act, *, draft: RoundDraft) -> int:
    """Puts printed letters on a round, in the order of the doors given; returns its id. Refused while a hold stops one."""
    refuse(draft.problems(act.today))
    ids = [stop.letter_id for stop in draft.stops]
    letters = _printed(ids)
    if (reason := stopped_sentence(ids, max(draft.out_on, act.today))) is not None:
        raise Refused(reason)
    made = act.add(DeliveryRound(title=draft.title, scheme=draft.scheme, out_on=draft.out_on, by=one_line(draft.by),
                                 made_at=act.now, made_by=act.who.name))
    for place, stop in enumerate(draft.stops, 1):
        act.add(DeliveryStop(round=made.id, place=place, letter=stop.letter_id, room=stop.room, name=stop.name))
        act.change(letters[stop.letter_id], way=Way.HAND)
    doors = doors_of(draft.stops)
    act.say(f"{_count(len(ids), 'letter')} for {_count(doors, 'door')} at {draft.title}, {format_day(draft.out_on)}",
            about=("delivery_round", made.id))
    act.take_back(give_up_round, "the round", round_id=made.id, because=_NOT_CARRIED)
    return int(made.id)


def _printed(ids: Sequence[int]) -> dict[int, Letter]:
    letters = {letter.id: letter for letter in Letter.select().where(Letter.id.in_(list(ids)))}
    if len(letters) != len(set(ids)) or len(ids) != len(set(ids)):
        raise NotFound("One of these letters is no longer there")
    for letter in letters.values():
        if letter.state != LetterState.PRINTED:
            raise Refused(f"{letter.title} to {letter.addressee} is {letter.state}. Only a printed letter is carried")
    out = out_on_rounds(ids)
    if out:
        letter_id, (title, on) = next(iter(out.items()))
        raise Refused(f"{letters[letter_id].title} to {letters[letter_id].addressee} is on the round of {format_date(on)}, "
                      f"{title}, already")
    return letters


@needs(Permission.SEND_LETTERS)
def record_stop(act: Act, *, stop_ids: Sequence[int], draft: StopDraft) -> None:
    """Records what came of a door: its letters are delivered, or back among those to post or for the next round."""
    stops = _stops(stop_ids)
    _open_round(stops[0].round_id)
    refuse(draft.problems(act.today))
    if any(stop.outcome is not None for stop in stops):
        raise Refused(f"{stops[0].room} is recorded already. If that is wrong, correct it with a reason")
    for stop in stops:
        letter = _letter(stop)
        _refuse_before_print(letter, draft.on)
        if draft.delivered:
            _refuse_undeliverable(letter, draft.on)
            act.change(letter, state=LetterState.DELIVERED, way=Way.HAND)
        elif letter.state == LetterState.PRINTED:
            act.change(letter, way=Way.POST if draft.by_post else Way.HAND)
        act.change(stop, **_recorded(draft))
    act.say(f"{_letters_of(stops)} {_told(stops[0])}", about=Ref.of(_letter(stops[0]).subject))
    act.take_back(unrecord_stop, f"what was recorded for {stops[0].room}", stop_ids=tuple(stop_ids))


@needs(Permission.SEND_LETTERS)
def unrecord_stop(act: Act, *, stop_ids: Sequence[int]) -> None:
    """Takes a record back while the round is open: the letters are on their way again."""
    stops = _stops(stop_ids)
    _open_round(stops[0].round_id)
    if any(stop.outcome is None for stop in stops):
        raise Refused(f"Nothing is recorded for {stops[0].room}")
    drafts = {_draft_of(stop) for stop in stops}
    for stop in stops:
        letter = _letter(stop)
        _on_its_way_again(act, stop, letter)
        act.change(letter, way=Way.HAND)
        act.change(stop, outcome=None, by="", on=None, at="", handed_to="", note="")
    act.say(f"{stops[0].room} is to be recorded again", about=Ref.of(_letter(stops[0]).subject))
    if len(drafts) == 1 and not (draft := drafts.pop()).problems(act.today):
        act.take_back(record_stop, f"what was recorded for {stops[0].room}", stop_ids=tuple(stop_ids), draft=draft)


def _draft_of(stop: DeliveryStop) -> StopDraft:
    """What was said at a door, from its record."""
    by_post = stop.outcome == StopOutcome.NOT_DELIVERED and _letter(stop).way == Way.POST
    return StopDraft(StopOutcome(stop.outcome), stop.by, stop.on, stop.at, stop.handed_to, stop.note, by_post)


@needs(Permission.SEND_LETTERS)
def correct_stop(act: Act, *, stop_ids: Sequence[int], draft: StopDraft, because: str) -> None:
    """Puts a wrong record right, also on a closed round; the reason stands beside it and the audit keeps both records."""
    stops = _stops(stop_ids)
    if any(stop.outcome is None for stop in stops):
        raise Refused(f"Nothing is recorded for {stops[0].room} yet, so there is nothing to correct")
    found = draft.problems(act.today)
    if not because.strip():
        found.append(Problem("because", "Say in a few words what was wrong"))
    elif said := line_problem(one_line(because), "The reason", 150):
        found.append(Problem("because", said))
    refuse(found)
    before = _told(stops[0])
    for stop in stops:
        letter = _letter(stop)
        _refuse_before_print(letter, draft.on)
        _put_right(act, stop, letter, draft)
        wrong = f"Corrected by {act.who.name} on {format_date(act.today)}: {one_line(because)}"
        recorded = _recorded(draft)
        note = f"{recorded['note']}. {wrong}" if recorded["note"] else wrong
        act.change(stop, **{**recorded, "note": note[:_LONGEST_NOTE]})
    act.say(f"{_letters_of(stops)} {_told(stops[0])}. Recorded before as {before}. {one_line(because)}"[:500],
            about=Ref.of(_letter(stops[0]).subject))


def _put_right(act: Act, stop: DeliveryStop, letter: Letter, draft: StopDraft) -> None:
    was = stop.outcome != StopOutcome.NOT_DELIVERED
    if not was and draft.delivered:
        if out_on_rounds([letter.id]):
            raise Refused(f"{letter.title} to {letter.addressee} is on another round meanwhile. Record it there")
        _refuse_undeliverable(letter, draft.on)
        act.change(letter, state=LetterState.DELIVERED, way=Way.HAND)
    elif was and not draft.delivered:
        _on_its_way_again(act, stop, letter)
        act.change(letter, way=Way.POST if draft.by_post else Way.HAND)


@needs(Permission.SEND_LETTERS)
def close_round(act: Act, *, round_id: int) -> None:
    """Says that a round is done; Refused while a door is not recorded."""
    made = _open_round(round_id)
    left = list(DeliveryStop.select().where((DeliveryStop.round == round_id) & DeliveryStop.outcome.is_null())
                .order_by(DeliveryStop.place))
    if left:
        rooms = list(dict.fromkeys(stop.room for stop in left))
        more = f" and {len(rooms) - 3} more" if len(rooms) > 3 else ""
        raise Refused(f"Still to be recorded: {', '.join(rooms[:3])}{more}. A round is closed when every door is")
    act.change(made, closed_at=act.now, closed_by=act.who.name)
    act.say(f"Round of {format_day(made.out_on)} at {made.title} closed", about=("delivery_round", made.id))
    act.take_back(reopen_round, "the closing", round_id=made.id)


@needs(Permission.SEND_LETTERS)
def reopen_round(act: Act, *, round_id: int) -> None:
    """Opens a closed round again."""
    made = as_seen(DeliveryRound, round_id, None, _WHAT)
    if made.closed_at is None:
        raise Refused("This round is open")
    act.change(made, closed_at=None, closed_by="")
    act.say(f"Round of {format_day(made.out_on)} at {made.title} opened again", about=("delivery_round", made.id))
    act.take_back(close_round, "the closing", round_id=made.id)


@needs(Permission.SEND_LETTERS)
def give_up_round(act: Act, *, round_id: int, because: str) -> None:
    """Closes a round whose other doors nobody went to, with the reason: those letters go the way that they went before it.

    Most are to be posted; what was kept for a next round before is kept for the next one again.
    """
    made = _open_round(round_id)
    if not because.strip():
        refuse([Problem("because", "Say in a few words why nobody went")])
    left = list(DeliveryStop.select().where((DeliveryStop.round == round_id) & DeliveryStop.outcome.is_null()))
    before, again = ways_before(round_id), 0
    for stop in left:
        letter = _letter(stop)
        act.change(stop, outcome=StopOutcome.NOT_DELIVERED, by=made.by, on=min(made.out_on, act.today), at="",
                   note=one_line(because)[:_LONGEST_NOTE])
        if letter.state == LetterState.PRINTED:
            act.change(letter, way=before.get(letter.id, Way.HAND))
            again += letter.way == Way.HAND
    act.change(made, closed_at=act.now, closed_by=act.who.name)
    act.say(f"Round of {format_day(made.out_on)} at {made.title} given up: {_count(len(left) - again, 'letter')} to post"
            f"{f', {again:,} for the next round' if again else ''}. {one_line(because)}", about=("delivery_round", made.id))


@needs(Permission.SEND_LETTERS)
def keep_evidence(act: Act, *, stop_ids: Sequence[int], file: FileDraft) -> int:
    """Keeps a photograph or scan with a door's letters; returns the file's id. One picture may prove two letters."""
    stops = _stops(stop_ids)
    subject = Ref.of(_letter(stops[0]).subject)
    document = same_file(subject, file.content) or keep_file(act, subject=subject, draft=file)
    for stop in stops:
        act.change(stop, evidence=document)
    act.say(f"{file.name} kept with {stops[0].room}", about=subject)
    return document


@needs(Permission.SEND_LETTERS)
def keep_round_evidence(act: Act, *, round_id: int, file: FileDraft) -> int:
    """Keeps a file with the whole round, such as a scan of the sheet; returns its id."""
    made = as_seen(DeliveryRound, round_id, None, _WHAT)
    document = keep_file(act, subject=Ref("delivery_round", made.id), draft=file)
    act.say(f"{file.name} kept with the round of {format_day(made.out_on)} at {made.title}", about=("delivery_round", made.id))
    return document


def _stops(stop_ids: Sequence[int]) -> list[DeliveryStop]:
    found = list(DeliveryStop.select().where(DeliveryStop.id.in_(list(stop_ids))).order_by(DeliveryStop.place))
    if not found or len(found) != len(set(stop_ids)):
        raise NotFound("This door is no longer on the round")
    if len({(stop.round_id, stop.room, stop.name) for stop in found}) > 1:
        raise Refused("Each door and each person is recorded alone")
    return found


def _open_round(round_id: int) -> DeliveryRound:
    made = as_seen(DeliveryRound, round_id, None, _WHAT)
    if made.closed_at is not None:
        raise Refused("This round is closed. What is wrong on it is corrected with a reason")
    return made


def _letter(stop: DeliveryStop) -> Letter:
    return as_seen(Letter, stop.letter_id, None, "This letter")


def _refuse_before_print(letter: Letter, on: date) -> None:
    if letter.printed_at is not None and on < letter.printed_at.date():
        refuse([Problem("on", f"{letter.title} to {letter.addressee} was printed on {format_day(letter.printed_at.date())}, "
                              f"so it cannot have been at the door on {format_day(on)}")])


def _refuse_undeliverable(letter: Letter, on: date) -> None:
    if letter.state != LetterState.PRINTED:
        raise Refused(f"{letter.title} to {letter.addressee} is {letter.state} meanwhile. Record it here as not delivered")
    if (reason := stopped_sentence([letter.id], on)) is not None:
        raise Refused(f"{reason.split('. ')[0]}. Record it as not delivered, and take it out of the envelope")


def _on_its_way_again(act: Act, stop: DeliveryStop, letter: Letter) -> None:
    if stop.outcome == StopOutcome.NOT_DELIVERED:
        if letter.state != LetterState.PRINTED or out_on_rounds([letter.id]):
            raise Refused(f"{letter.title} to {letter.addressee} has gone on since, so this record stays. Correct it instead")
        return
    if letter.state != LetterState.DELIVERED:
        raise Refused(f"{letter.title} to {letter.addressee} is {letter.state} since, so this record stays")
    act.change(letter, state=LetterState.PRINTED)


def _recorded(draft: StopDraft) -> dict[str, object]:
    return {"outcome": draft.outcome, "by": one_line(draft.by), "on": draft.on, "at": draft.clock,
            "handed_to": one_line(draft.handed_to) if draft.outcome is StopOutcome.OTHER_PERSON else "",
            "note": one_line(draft.note)}


def _told(stop: DeliveryStop) -> str:
    return told(stop.outcome, room=stop.room, by=stop.by, on=stop.on, at=stop.at, handed_to=stop.handed_to, note=stop.note)


def _letters_of(stops: Sequence[DeliveryStop]) -> str:
    first = _letter(stops[0])
    whom = f"{first.title} to {first.addressee}"
    return whom if len(stops) == 1 else f"{whom} and {_count(len(stops) - 1, 'letter')} more"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
