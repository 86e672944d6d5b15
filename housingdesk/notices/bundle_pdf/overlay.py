"""A page laid over another: what was there stays byte for byte, and the same two pages always give the same file."""

from typing import Any


def lay_over(page: Any, other: Any, number: int, box: Any = None) -> None:
    """Lays a page over another, into ``box`` or over the whole; ``number`` names it among what the page uses.

    The library's own way gives what it lays over a name by chance, and melts the contents of the page into one.
    """
    import pikepdf

    shape, name = other.as_form_xobject(), pikepdf.Name(f"/Laid{number}")
    placed = page.add_resource(shape, pikepdf.Name.XObject, name=name)
    where = page.calc_form_xobject_placement(shape, placed, box or pikepdf.Rectangle(page.trimbox))
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + where, prepend=False)
