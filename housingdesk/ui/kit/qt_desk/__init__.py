"""The desk as screens use it: acts in one writer thread, questions in a few reader threads, answers in the GUI thread.

The single place that catches what the program raises on purpose. Anything else that goes wrong in a thread is raised
again in the GUI thread, where the crash window shows it. Decides nothing about what an act may do.

    desk.do(rent_actions.post_debit_run, self._posted, self._refused, run_id=7)   # _posted(outcome), _refused(error)
    desk.ask(rent_queries.ledger_lines, self._show, account_id=12)                # _show(rows)
    desk.run(self._read_files, self._shown, label="Reading statements", paths=paths)   # long work with no transaction
"""

from housingdesk.ui.kit.qt_desk.desk import QtDesk, refusal, words_of
from housingdesk.ui.kit.qt_desk.desk_like import DeskLike, OutcomeLike, Progress, TakeBackLike, WhoLike
from housingdesk.ui.kit.qt_desk.job import Job, JobState
from housingdesk.ui.kit.qt_desk.lanes import Executor, Inline, Threads

__all__ = ["DeskLike", "Executor", "Inline", "Job", "JobState", "OutcomeLike", "Progress", "QtDesk", "TakeBackLike",
           "Threads", "WhoLike", "refusal", "words_of"]
