"""Housing Benefit and Universal Credit: claims and whom each waits on, what should come and what came, and what to advise.

A *claim* is asked for; an *award* is what it pays from a day; an *office* (a council, a part of the DWP) pays on its days and
sends a *schedule*, the list behind one sum of the bank. Where things are:

- ``rules/claims``, ``clocks``, ``overdue``, ``lanes``: whom a claim waits on, by when, in which lane of the board it is.
- ``rules/expected``: the calendar of payments due, and why one and what came differ; in ``arrears`` what is technically owed.
- ``rules/schedules``: controls, matching, classes and recoveries of a schedule, whose ``parsers`` know no room.
- ``rules/assess``: what benefit will cover, step by step; ``rules/advice``: what to claim and ask for, by when.
- Figures and periods of the law are dated tables in ``resources/rules/benefits-*.toml``.

A run is posted by the bank room (``bank.actions.schedules.post_run``), which stands above: its line explains the sum.
"""
