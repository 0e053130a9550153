"""How selected samples and labels are marked in the App."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

from lunette._generated.events import (
    LabelSelectionStyle,
    SampleSelectionStyle,
    SetLabelSelectionStyle,
    SetSampleSelectionStyle,
)
from lunette.core.session.session_base import SessionBase

__all__ = ["PLAIN_LABEL_STYLE", "PLAIN_SAMPLE_STYLE", "SelectionStyles"]

PLAIN_SAMPLE_STYLE: SampleSelectionStyle = {"default": "checkmark", "alt": "checkmark"}
PLAIN_LABEL_STYLE: LabelSelectionStyle = {"default": "dashed", "alt": "dashed"}

_ICONS: tuple[str, ...] = get_args(get_type_hints(SampleSelectionStyle)["default"])
_OUTLINES: tuple[str, ...] = get_args(get_type_hints(LabelSelectionStyle)["default"])


class SelectionStyles(SessionBase):
    """The part of a session that is about how selected samples and labels are marked."""

    @property
    def sample_selection_style(self) -> dict[str, Any]:
        """The icons of selected samples, by selection type: a dict with ``default`` and ``alt``."""
        return {**self._read()["sample_selection_style"]}

    def set_sample_selection_style(
        self, default: str | None = "checkmark", alt: str | None = "checkmark"
    ) -> None:
        """Sets the icons of selected samples.

        Icons are ``"checkmark"``, ``"green-checkmark"``, ``"red-checkmark"``, ``"thumbsup"``,
        ``"thumbsdown"``, ``"pin"``, ``"star"``, ``"x"`` and ``"bookmark"``.

        Args:
            default ("checkmark"): of samples selected with the type ``"default"``
            alt ("checkmark"): of samples selected with the type ``"alt"``

        Raises:
            ValueError: there is no such icon
        """
        style: Any = {
            "default": _checked(default, _ICONS, "default icon style"),
            "alt": _checked(alt, _ICONS, "alt icon style"),
        }
        self._send(SetSampleSelectionStyle(style))

    def clear_sample_selection_style(self) -> None:
        """Marks all selected samples with the checkmark."""
        self._send(SetSampleSelectionStyle(PLAIN_SAMPLE_STYLE))

    @property
    def label_selection_style(self) -> dict[str, Any]:
        """The outlines of selected labels, by selection type: a dict with ``default``, ``alt``."""
        return {**self._read()["label_selection_style"]}

    def set_label_selection_style(
        self, default: str | None = "dashed", alt: str | None = "dashed"
    ) -> None:
        """Sets the outlines of selected labels.

        Outlines are ``"dashed"``, ``"dashed-green"`` and ``"dashed-red"``.

        Args:
            default ("dashed"): of labels selected with the type ``"default"``
            alt ("dashed"): of labels selected with the type ``"alt"``

        Raises:
            ValueError: there is no such outline
        """
        style: Any = {
            "default": _checked(default, _OUTLINES, "default label selection style"),
            "alt": _checked(alt, _OUTLINES, "alt label selection style"),
        }
        self._send(SetLabelSelectionStyle(style))

    def clear_label_selection_style(self) -> None:
        """Outlines all selected labels with dashes."""
        self._send(SetLabelSelectionStyle(PLAIN_LABEL_STYLE))

    def _reset_styles(self) -> None:
        # What the bridge acknowledged is known; asking again would be a round trip.
        state = self._wire.known_state
        if state["sample_selection_style"] != PLAIN_SAMPLE_STYLE:
            self.clear_sample_selection_style()
        if state["label_selection_style"] != PLAIN_LABEL_STYLE:
            self.clear_label_selection_style()


def _checked(style: str | None, styles: tuple[str, ...], what: str) -> str:
    """The style; None is the plain one, which is the first."""
    if style is None:
        return styles[0]
    if style not in styles:
        names = ", ".join(repr(name) for name in styles)
        raise ValueError(f"Invalid {what} {style!r}. Must be one of {{{names}}}")
    return style
