"""An association’s own wordings of letters, with their versions; and who may write them at the server.

The statements are frozen in the .sql files beside this step, one set for each kind of database.
"""

from housingdesk.db.frozen_sql import run


def up(migrator, db):
    run(db, __file__, sqlite=("tables",), postgresql=("tables", "rights"))
