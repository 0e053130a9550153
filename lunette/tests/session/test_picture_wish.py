"""Which pictures a cell can become."""

from __future__ import annotations

from typing import Any

import pytest

from lunette.core.session.bundle import Picture, frozen_bundle
from lunette.core.session.picture_wish import ANY_PICTURE, PictureWish


def test_nothing_asked_for_is_left_to_who_draws() -> None:
    assert PictureWish.checked(None, None, None) == ANY_PICTURE
    assert ANY_PICTURE.given() == {}


def test_what_is_asked_for_is_passed_on() -> None:
    wish = PictureWish.checked(2, "jpeg", 500_000)
    assert wish.given() == {"scale": 2.0, "format": "jpeg", "max_bytes": 500_000}


@pytest.mark.parametrize(
    ("scale", "format", "max_bytes", "sentence"),
    [
        (0, None, None, "A scale is a number from 0.25 to 4"),
        (5, None, None, "found 5"),
        ("2", None, None, "found '2'"),
        (True, None, None, "found True"),
        (None, "gif", None, "A format is one of png, jpeg, webp; found 'gif'"),
        (None, None, 100, "`max_bytes` is a whole number of at least 10000; found 100"),
        (None, None, 1e6, "found 1000000.0"),
    ],
)
def test_what_is_impossible_is_refused(
    scale: Any, format: Any, max_bytes: Any, sentence: str
) -> None:
    with pytest.raises(ValueError) as raised:
        PictureWish.checked(scale, format, max_bytes)
    assert sentence in str(raised.value)


def test_a_frozen_cell_holds_the_picture_under_its_own_type() -> None:
    picture = Picture(b"\xff\xd8", "image/jpeg", 1000, 600, "Lunette: quickstart")
    data, metadata = frozen_bundle({"v": 1}, picture)
    assert data == {"image/jpeg": "/9g=", "text/plain": "Lunette: quickstart"}
    assert metadata == {"image/jpeg": {"width": 1000, "height": 600}, "lunette": {"v": 1}}
