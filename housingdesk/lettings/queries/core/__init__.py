"""What CORE answers: how far the log of a letting is, which logs a quarter has, and what a file would hold."""

from housingdesk.lettings.queries.core.export import CoreExport, LeftOut, export_of
from housingdesk.lettings.queries.core.files import CoreFileRow, core_file, core_files
from housingdesk.lettings.queries.core.homes import CoreHomeRow, core_home, core_homes
from housingdesk.lettings.queries.core.logs import CoreLogRow, core_log, core_log_of, core_logs, without_log
from housingdesk.lettings.queries.core.state import CoreStatus, core_state, state_of_log

__all__ = ["CoreExport", "CoreFileRow", "CoreHomeRow", "CoreLogRow", "CoreStatus", "LeftOut", "core_file", "core_files",
           "core_home", "core_homes", "core_log", "core_log_of", "core_logs", "core_state", "export_of", "state_of_log",
           "without_log"]
