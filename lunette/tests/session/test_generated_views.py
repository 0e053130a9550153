"""Sessions that show patches or groups."""

from __future__ import annotations

from pathlib import Path

import lunette as ln
from lunette import ViewField as F
from lunette._generated.events import SetView
from lunette.core.patches import PatchesView
from lunette.core.session import Session
from lunette.tests.support.app import App
from lunette.tests.support.datasets import fresh_name
from lunette.tests.support.pictures import picture_dataset


def test_patches_are_shown_and_come_back_as_such(
    session: Session, app: App, tmp_path: Path
) -> None:
    dataset = picture_dataset(tmp_path, 2)
    box = ln.Detection(label="cat", bounding_box=[0.25, 0.25, 0.5, 0.5])
    dataset.set_values("boxes", [ln.Detections(detections=[box.copy(), box.copy()])] * 2)
    patches = dataset.to_patches("boxes").match(F("boxes.label") == "cat")
    session.view = patches
    state = app.session.state()
    assert state["dataset"] == dataset.name
    assert [stage["stage"] for stage in state["view"]] == ["to_patches", "match"]
    shown = session.view
    assert isinstance(shown, PatchesView)
    assert shown == patches
    assert session.dataset is dataset
    session.selected = [patches.first().id]
    selected = session.selected_view
    assert selected is not None
    assert selected.values("boxes.label") == ["cat"]
    # Another client adds a stage: the view is still one of patches.
    app.session.send(SetView(view=[*state["view"], {"stage": "limit", "limit": 1}]))
    shorter = session.view
    assert isinstance(shorter, PatchesView)
    assert len(shorter) == 1
    assert "ToPatches" in repr(session)
    dataset.delete()


def test_a_grouped_dataset_is_shown_in_its_active_slice(session: Session, app: App) -> None:
    dataset = ln.Dataset(fresh_name())
    group = ln.Group()
    dataset.add_samples(
        [
            ln.Sample("/g/left.png", group=group.element("left")),
            ln.Sample("/g/right.png", group=group.element("right")),
        ],
        progress=False,
    )
    dataset.group_slice = "right"
    session.dataset = dataset
    assert app.session.state()["group_slice"] == "right"
    session.view = dataset.match(F("filepath").ends_with("right.png"))
    assert [stage["stage"] for stage in app.session.state()["view"]] == ["match"]
    assert session.view is not None
    assert len(session.view) == 1
    dataset.delete()
