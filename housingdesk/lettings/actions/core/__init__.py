"""What is done with CORE logs: opened with a letting, put right, confirmed, sent and answered; and the codes of our homes."""

from housingdesk.lettings.actions.core.files import (
    make_core_file,
    mark_core_sent,
    record_core_answer,
    unmark_core_answer,
    unmark_core_sent,
)
from housingdesk.lettings.actions.core.homes import copy_core_home, keep_core_home, keep_core_homes
from housingdesk.lettings.actions.core.logs import confirm_core, mend_core, open_log, say_core_need, unconfirm_core

__all__ = ["confirm_core", "copy_core_home", "keep_core_home", "keep_core_homes", "make_core_file", "mark_core_sent",
           "mend_core", "open_log", "record_core_answer", "say_core_need", "unconfirm_core", "unmark_core_answer",
           "unmark_core_sent"]
