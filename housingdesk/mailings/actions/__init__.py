"""Issuing a letter run: what was drawn is kept as it is, in one act; nothing is drawn again afterwards."""

from collections.abc import Sequence

from housingdesk.access.act import Act
from housingdesk.access.desk import needs
from housingdesk.access.rules import Permission
from housingdesk.errors import Refused
from housingdesk.letters import actions as letter_actions
from housingdesk.letters import queries as letter_queries
from housingdesk.letters.actions import MadeLetter
from housingdesk.letters.rules.states import Way


@needs(Permission.SEND_LETTERS)
def issue_run(act: Act, *, title: str, letters: Sequence[MadeLetter]) -> int:
    """Keeps a run of drawn and held letters; returns the run's id. Refused when nobody was chosen."""
    if not letters:
        raise Refused("Nobody was chosen, so there is no letter to make")
    run_id = letter_actions.keep_run(act, title=title, letters=letters)
    run = letter_queries.run(run_id)
    made = [one for one in letters if one.pdf is not None]
    email, copies = sum(one.way is Way.EMAIL for one in made), sum(len(one.copies) for one in made)
    others = (f"{email:,} of them by e-mail" if email else "",
              f"{copies:,} {'copy' if copies == 1 else 'copies'} to others" if copies else "",
              f"{run.held:,} held" if run.held else "")
    ready = f"{run.ready:,} letter{'' if run.ready == 1 else 's'} ready to print"
    act.say(", ".join(part for part in (ready, *others) if part),
            about=("letter_run", run_id))
    act.take_back(letter_actions.withdraw_run, f"{title}", run_id=run_id)
    return run_id
