"""Every table of the first release, what may only be added to, who may do what, and the find index.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from housingdesk.db.frozen_sql import run


def up(migrator, db):
    run(db, __file__, sqlite=("tables", "locks", "find"), postgresql=("tables", "logins", "locks", "rights", "find"))
