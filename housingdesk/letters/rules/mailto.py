"""A letter's text for the office's mail program, as a mailto address (RFC 6068). Pure; nothing is sent."""

from urllib.parse import quote

# What Windows hands on to another program is cut after 2,083 characters.
LONGEST = 2_000


def mailto(to: str, subject: str, body: str) -> tuple[str, bool]:
    """The address for the mail program, and whether the text is in it; a text too long is left for the clipboard.

    >>> mailto("ann@example.org", "Your rent", "Dear Ann\\nRing us.")
    ('mailto:ann@example.org?subject=Your%20rent&body=Dear%20Ann%0D%0ARing%20us.', True)
    """
    start = f"mailto:{quote(to, safe='@,.+-_')}?subject={quote(subject, safe='')}"
    lines = "\r\n".join(body.splitlines())
    whole = f"{start}&body={quote(lines, safe='')}"
    return (whole, True) if len(whole) <= LONGEST else (start, False)
