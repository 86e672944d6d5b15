"""The address of a PostgreSQL database, ``postgresql://login:password@server:port/name?option=…``, taken apart and put
together. Knows no server and opens nothing.
"""

from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from housingdesk.errors import Refused


def is_postgresql(where: str) -> bool:
    """True for ``postgresql://…`` and ``postgres://…``."""
    return where.startswith(("postgresql://", "postgres://"))


def parse(dsn: str) -> tuple[str, dict[str, Any]]:
    """The database's name, and the driver's parameters; Refused when the address names no database or a wrong port.

    >>> parse("postgresql://amina:two%20words@server:5433/housing?sslmode=require")
    ('housing', {'sslmode': 'require', 'host': 'server', 'port': 5433, 'user': 'amina', 'password': 'two words'})
    """
    parts = urlsplit(dsn)
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise Refused("The PostgreSQL address names no database. It looks like postgresql://name@server/housingdesk")
    try:
        port = parts.port
    except ValueError as error:
        raise Refused(f"The port in the PostgreSQL address is no port: {parts.netloc.rpartition(':')[2]}") from error
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    for key, value in (("host", parts.hostname), ("port", port), ("user", parts.username), ("password", parts.password)):
        if value is not None:
            options.setdefault(key, unquote(value) if isinstance(value, str) else value)
    return name, options


def put(dsn: str, *, login: str | None = None, password: str | None = None, name: str | None = None) -> str:
    """The same address for another login (and its password, or none), or for another database of the same server.

    >>> put("postgresql://postgres:secret@server/housing?sslmode=require", login="amina", password="a b/c")
    'postgresql://amina:a%20b%2Fc@server/housing?sslmode=require'
    >>> put("postgresql://postgres:secret@server/housing", name="postgres")
    'postgresql://postgres:secret@server/postgres'
    """
    parts = urlsplit(dsn)
    who, _, server = parts.netloc.rpartition("@")
    query = parts.query
    if login is not None:
        who = quote(login, safe="") + (f":{quote(password, safe='')}" if password is not None else "")
        query = urlencode([pair for pair in parse_qsl(query) if pair[0] not in ("user", "password")])
    path = f"/{quote(name, safe='')}" if name is not None else parts.path
    return urlunsplit((parts.scheme, f"{who}@{server}" if who else server, path, query, ""))


def without_password(where: str) -> str:
    """The same address with nothing secret in it; a file path is returned as it is.

    >>> without_password("postgresql://amina:secret@server:5433/housing")
    'postgresql://amina@server:5433/housing'
    """
    if not is_postgresql(where):
        return where
    parts = urlsplit(where)
    name, _, server = parts.netloc.rpartition("@")
    login = name.partition(":")[0]
    query = "&".join(pair for pair in parts.query.split("&") if not pair.startswith("password="))
    return urlunsplit((parts.scheme, f"{login}@{server}" if login else server, parts.path, query, ""))
