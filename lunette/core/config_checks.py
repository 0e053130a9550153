"""What values the settings of the App may have, and how environment variables say them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["CHECKS", "value_of_text"]

#: Says what a value must be if it is not; None if it is fine.
Check = Callable[[Any], "str | None"]


def _choice(*options: str) -> Check:
    wanted = f"one of {', '.join(repr(option) for option in options)}"
    return lambda value: None if value in options else wanted


def _number(kind: type, least: int, most: int) -> Check:
    wanted = f"{'a whole number' if kind is int else 'a number'} from {least} to {most}"
    allowed = (int,) if kind is int else (int, float)

    def check(value: Any) -> str | None:
        fits = isinstance(value, allowed) and not isinstance(value, bool)
        return None if fits and least <= value <= most else wanted

    return check


def _flag(value: Any) -> str | None:
    return None if isinstance(value, bool) else "True or False"


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value else "a string"


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value) and "a string or None"


def _colors(value: Any) -> str | None:
    fits = isinstance(value, (list, tuple)) and all(isinstance(color, str) for color in value)
    return None if value is None or fits else "a list of CSS colours, or None"


def _settings_of_plugins(value: Any) -> str | None:
    return None if isinstance(value, Mapping) else "a dict"


#: By the name of the setting.
CHECKS: dict[str, Check] = {
    "color_by": _choice("field", "instance", "value"),
    "color_pool": _colors,
    "colorscale": _text,
    "default_query_performance": _flag,
    "disable_frame_filtering": _flag,
    "enable_query_performance": _flag,
    "grid_zoom": _number(float, 0, 10),
    "loop_videos": _flag,
    "media_fallback": _flag,
    "multicolor_keypoints": _flag,
    "notebook_height": _number(int, 100, 10000),
    "plugins": _settings_of_plugins,
    "proxy_url": _text_or_none,
    "show_confidence": _flag,
    "show_index": _flag,
    "show_label": _flag,
    "show_skeletons": _flag,
    "show_tooltip": _flag,
    "theme": _choice("browser", "dark", "light"),
    "use_frame_number": _flag,
}

_FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def value_of_text(name: str, text: str) -> Any:
    """The value that an environment variable gives a setting.

    Flags are ``true`` or ``false``, lists are separated by commas, `plugins` is JSON. What cannot
    be read stays text, which the setting's check refuses.
    """
    text = text.strip()
    check = CHECKS[name]
    if check is _flag:
        return _FLAGS.get(text.lower(), text)
    if check is _colors:
        return [color.strip() for color in text.split(",") if color.strip()] or None
    if check is _text_or_none:
        return text or None
    if check is _text or check("browser") is None or check("field") is None:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
