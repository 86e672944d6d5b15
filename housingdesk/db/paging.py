"""A page of the newest rows that leaves none of the last row's very moment behind."""

from typing import Any

from peewee import Select, fn


def newest_with_ties(query: Any, moment: Any, limit: int) -> Any:
    """The newest ``limit`` rows of a query by a column, and any more with the last one's value; one statement, newest first."""
    page = query.clone().select(moment.alias("moment")).order_by(moment.desc()).limit(limit).alias("page")
    edge = Select([page], [fn.MIN(page.c.moment)])
    return query.where(moment >= edge).order_by(moment.desc(), moment.model.id.desc())
