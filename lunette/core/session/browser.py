"""Opening the App in a web browser of this machine."""

from __future__ import annotations

import os
import sys
import webbrowser

__all__ = ["open_browser"]


def open_browser(address: str, name: str | None = None) -> bool:
    """Opens an address in a new tab; returns whether a browser was found.

    Without a screen nothing is opened unless a browser is named: the ones that remain would take
    over the terminal.

    Args:
        address: what to open
        name (None): a browser as the module ``webbrowser`` knows them, or a command; by default
            the person's own

    Raises:
        ValueError: there is no browser of that name
    """
    if name is None and not _has_screen():
        return False
    try:
        return webbrowser.get(name).open(address, new=2)
    except webbrowser.Error:
        if name is None:
            return False
    raise ValueError(
        f"No browser {name!r} was found. Leave `browser` out to use the default one, or name one "
        "that is installed, such as 'firefox' or 'google-chrome'."
    )


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
