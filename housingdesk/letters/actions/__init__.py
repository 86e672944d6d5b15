"""What is done with letters: kept as issued, through the queue, into the post or the mail program, and back again."""

from housingdesk.letters.actions.emailing import mark_sent
from housingdesk.letters.actions.keeping import MadeLetter, keep_run
from housingdesk.letters.actions.moves import as_before, count_of, move, offer_back
from housingdesk.letters.actions.posting import (
    attach_certificate,
    came_back,
    change_posting,
    count_posting,
    mark_posted,
    not_come_back,
    set_certificate,
)
from housingdesk.letters.actions.queue import (
    change_way,
    keep_back,
    mark_printed,
    mark_ready,
    spoil,
    start_printing,
    take_up,
    withdraw,
    withdraw_run,
)

__all__ = ["MadeLetter", "as_before", "attach_certificate", "came_back", "change_posting", "change_way", "count_of",
           "count_posting", "keep_back", "keep_run", "mark_posted", "mark_printed", "mark_ready", "mark_sent", "move",
           "not_come_back", "offer_back", "set_certificate", "spoil", "start_printing", "take_up", "withdraw", "withdraw_run"]
