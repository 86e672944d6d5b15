"""Everything the program raises on purpose. The text of each is a sentence for the person at the screen."""


class HousingDeskError(Exception):
    """The root of what is raised on purpose; anything else that is raised is a bug."""


class Refused(HousingDeskError):
    """The act is not allowed as asked: "This tenancy already ended on 30 Nov."."""


class NotFound(Refused):
    """What was asked for is not there."""


class Stale(Refused):
    """A colleague changed the record first."""


class BadFile(Refused):
    """A file cannot be used; the sentence names the file, and the line and column where it can."""


class Cancelled(HousingDeskError):
    """The person pressed Cancel; nothing was changed."""
