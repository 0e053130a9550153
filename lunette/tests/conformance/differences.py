"""Questions that Lunette answers differently on purpose; ``docs/migrating.md`` says why.

A question that is answered alike must not stand here: the test says so.
"""

from __future__ import annotations

#: Question → reason, in short.
DIFFERENCES: dict[str, str] = {}
