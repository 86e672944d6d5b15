"""How fast wrong passwords may follow each other; kept in memory, for one login at a time.

The first few cost nothing. Then each wrong one doubles the wait, and the right one forgets them all.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from housingdesk.errors import Refused

FREE = 3
LONGEST = 300
_REMEMBERED = 1000


@dataclass(slots=True)
class Attempts:
    """Wrong passwords so far. ``clock`` gives seconds that never go back."""

    clock: Callable[[], float] = time.monotonic
    _wrong: dict[str, tuple[int, float]] = field(default_factory=dict)

    def require_wait_over(self, login: str) -> None:
        """Refused, with the seconds still to wait, after too many wrong passwords."""
        _, until = self._wrong.get(login, (0, 0.0))
        if (left := until - self.clock()) > 0:
            seconds = max(1, round(left))
            raise Refused(f"Too many wrong passwords. Try again in {seconds} second{'s' if seconds > 1 else ''}")

    def wrong(self, login: str) -> None:
        """Notes a wrong password: after the third the wait is 2 seconds, then 4, 8 … up to five minutes."""
        times = self._wrong.pop(login, (0, 0.0))[0] + 1
        wait = min(LONGEST, 2 ** (times - FREE + 1)) if times >= FREE else 0
        self._wrong[login] = (times, self.clock() + wait)
        if len(self._wrong) > _REMEMBERED:
            del self._wrong[next(iter(self._wrong))]

    def right(self, login: str) -> None:
        """Forgets the wrong ones."""
        self._wrong.pop(login, None)


ATTEMPTS = Attempts()
