"""How letters get to people (rounds, postings, copies, e-mail), reviews of notices, the protocol's steps, evictions, and words.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from housingdesk.db.frozen_sql import run


def up(migrator, db):
    run(db, __file__, sqlite=("tables", "columns"), postgresql=("tables", "columns", "rights"))
