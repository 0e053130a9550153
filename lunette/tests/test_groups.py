"""Grouped datasets: slices of groups, which of them is addressed, and groups of any values."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import animals, fresh_name


def drives(groups: int = 3) -> ln.Dataset:
    """Groups of two pictures and a video; the second has no right picture."""
    dataset = ln.Dataset(fresh_name("drives"))
    samples = []
    for i in range(groups):
        group = ln.Group()
        samples += [
            ln.Sample(f"/d/{i}-left.png", group=group.element("left"), number=i, side="L"),
            ln.Sample(f"/d/{i}-right.png", group=group.element("right"), number=10 + i, side="R"),
            ln.Sample(f"/d/{i}.mp4", group=group.element("drive"), number=20 + i),
        ]
        if i == 1:
            del samples[-2]
    dataset.add_samples(samples, progress=False)
    return dataset


def test_a_dataset_becomes_grouped_by_its_samples() -> None:
    dataset = drives()
    assert dataset.media_type == "group"
    assert dataset.group_field == "group"
    assert dataset.group_slices == ["left", "right", "drive"]
    assert dataset.group_media_types == {"left": "image", "right": "image", "drive": "video"}
    assert dataset.group_slice == dataset.default_group_slice == "left"
    sample = dataset.first()
    assert sample.group.name == "left"
    assert len(sample.group.id) == 24
    assert ln.Dataset(fresh_name()).group_slices is None


def test_what_is_addressed_is_the_active_slice() -> None:
    dataset = drives()
    assert len(dataset) == dataset.count() == 3
    assert dataset.values("number") == [0, 1, 2]
    assert dataset.bounds("number") == (0, 2)
    assert [sample.number for sample in dataset.match(F("number") > 0)] == [1, 2]
    dataset.group_slice = "right"
    assert dataset.values("number") == [10, 12]
    assert dataset.view().group_slice == "right"
    dataset.tag_samples("seen")
    assert dataset.select_group_slices(["left", "right"]).count_sample_tags() == {"seen": 2}
    dataset.group_slice = None
    assert dataset.view().group_slice == "left"
    with pytest.raises(ValueError, match="no group slice 'up'"):
        dataset.group_slice = "up"
    dataset.default_group_slice = "drive"
    assert dataset.view().group_slice == "drive"
    assert dataset.first().media_type == "video"


def test_samples_are_found_by_id_and_path_whatever_slice_is_active() -> None:
    dataset = drives()
    right = dataset.select_group_slices("right").first()
    assert dataset[right.id].filepath == right.filepath
    assert dataset["/d/0.mp4"].number == 20
    with pytest.raises(KeyError):
        dataset.view()[right.id]


def test_slices_are_selected_and_excluded() -> None:
    dataset = drives()
    right = dataset.select_group_slices("right")
    assert right.media_type == "image"
    assert right.group_slices is None
    assert right.values("number") == [10, 12]
    both = dataset.select_group_slices(["left", "right"])
    assert both.values("number") == [0, 10, 1, 2, 12]
    assert dataset.select_group_slices(media_type="video").values("number") == [20, 21, 22]
    assert dataset.exclude_group_slices("drive").values("number") == [0, 10, 1, 2, 12]
    # The groups of the samples so far, as they are in the dataset.
    late = dataset.match(F("number") > 0).select_group_slices("right")
    assert late.values("number") == [12]
    with pytest.raises(ValueError, match="image and video"):
        dataset.select_group_slices()
    with pytest.raises(ValueError, match="no group slice 'up'"):
        dataset.select_group_slices("up")
    with pytest.raises(ValueError, match="no groups"):
        animals().select_group_slices("left")
    pictures = dataset.select_group_slices(["right", "left"], flat=False)
    assert pictures.media_type == "group"
    assert pictures.group_slices == ["left", "right"]
    assert [list(group) for group in pictures.iter_groups()] == [
        ["left", "right"], ["left"], ["left", "right"],
    ]  # fmt: skip


def test_groups_are_read_one_by_one() -> None:
    dataset = drives()
    groups = list(dataset.iter_groups())
    assert [list(group) for group in groups] == [
        ["left", "right", "drive"], ["left", "drive"], ["left", "right", "drive"],
    ]  # fmt: skip
    assert [group["left"].number for group in groups] == [0, 1, 2]
    assert groups[0]["left"] is dataset.first()
    id = groups[2]["left"].group.id
    group = dataset.get_group(id)
    assert {name: sample.number for name, sample in group.items()} == {
        "left": 2, "right": 12, "drive": 22,
    }  # fmt: skip
    assert list(dataset.get_group(id, group_slices=["drive"])) == ["drive"]
    for group in dataset.iter_groups(group_slices="right", autosave=True):
        group["right"]["number"] = 5
    assert dataset.select_group_slices("right").values("number") == [5, 5]
    with pytest.raises(KeyError, match="no group"):
        dataset.get_group("0" * 24)
    with pytest.raises(ValueError, match="no groups of slices"):
        animals().get_group(id)
    backwards = dataset.sort_by("number", reverse=True)
    assert [group["left"].number for group in backwards.iter_groups()] == [2, 1, 0]


def test_groups_are_selected_excluded_and_deleted() -> None:
    dataset = drives()
    ids = dataset.values("group.id")
    assert dataset.select_groups(ids[:2]).values("number") == [0, 1]
    assert dataset.select_groups([ids[2], ids[0]], ordered=True).values("number") == [2, 0]
    assert dataset.exclude_groups(dataset.first()).values("number") == [1, 2]
    assert dataset.match(F("group.id") == ids[1]).values("number") == [1]
    dataset.delete_groups(ids[0])
    assert dataset.values("number") == [1, 2]
    assert dataset.select_group_slices("right").values("number") == [12]
    dataset.delete_groups(dataset.get_group(ids[2]))
    assert len(dataset.select_group_slices(_allow_mixed=True)) == 2


def test_slices_are_added_renamed_and_deleted() -> None:
    dataset = ln.Dataset(fresh_name())
    dataset.add_group_field("scene", default="center")
    dataset.add_group_slice("center", "image")
    assert (dataset.group_field, dataset.group_slice) == ("scene", "center")
    with pytest.raises(ValueError, match="a dataset has one"):
        dataset.add_group_field("other")
    group = ln.Group()
    dataset.add_samples(
        [
            ln.Sample("/d/0.png", scene=group.element("center")),
            ln.Sample("/d/1.png", scene=group.element("side")),
        ],
        progress=False,
    )
    dataset.rename_group_slice("center", "front")
    assert dataset.group_slices == ["front", "side"]
    assert dataset.group_slice == "front"
    assert dataset.first().filepath == "/d/0.png"
    assert dataset.first().scene.name == "front"
    with pytest.raises(ValueError, match="already"):
        dataset.rename_group_slice("front", "side")
    dataset.delete_group_slice("front")
    assert dataset.group_slices == ["side"]
    assert [sample.filepath for sample in dataset] == ["/d/1.png"]


def test_samples_that_do_not_fit_are_refused() -> None:
    dataset = drives()
    group = ln.Group()
    with pytest.raises(ValueError, match="no group element in the field 'group'"):
        dataset.add_sample(ln.Sample("/d/x.png"))
    with pytest.raises(ValueError, match="holds samples of type image"):
        dataset.add_sample(ln.Sample("/d/x.mp4", group=group.element("left")))
    with pytest.raises(ValueError, match="no group slice 'up'"):
        dataset.add_sample(ln.Sample("/d/x.png", group=group.element("up")), expand_schema=False)
    with pytest.raises(ValueError, match="has one group field"):
        dataset.add_sample(
            ln.Sample("/d/x.png", group=group.element("left"), again=group.element("left"))
        )
    with pytest.raises(ValueError, match="'groups' leads to the other samples"):
        dataset.add_sample(ln.Sample("/d/x.png", group=group.element("left"), groups=1))
    assert len(dataset) == 3
    plain = animals()
    with pytest.raises(ValueError, match="samples without groups"):
        plain.add_sample(ln.Sample("/d/x.png", group=group.element("left")))
    with pytest.raises(ValueError, match="samples without groups"):
        plain.add_group_field("group")


def test_patches_are_of_the_slice_that_is_shown() -> None:
    dataset = drives()
    box = ln.Detection(label="car", bounding_box=[0, 0, 1, 1])
    for sample in dataset.select_group_slices(["left", "right"]).iter_samples(autosave=True):
        sample["cars"] = ln.Detections(detections=[box.copy()] * 2)
    assert len(dataset.to_patches("cars")) == 6
    assert len(dataset.select_group_slices("right").to_patches("cars")) == 4


def test_paths_lead_to_the_other_samples_of_a_group() -> None:
    dataset = drives()
    assert dataset.bounds("groups.right.number") == (10, 12)
    assert dataset.match(F("number") > 0).sum("groups.drive.number") == 43
    assert dataset.count_values("groups.left.side") == {"L": 3}
    assert dataset.values("groups.right.number") == [10, None, 12]
    assert dataset.match(F("groups.right.number") > 10).values("number") == [2]
    assert dataset.sort_by("groups.drive.number", reverse=True).values("number") == [2, 1, 0]
    with pytest.raises(ValueError, match="no field 'nothing'"):
        dataset.match(F("groups.right.nothing") > 10)
    other = dataset.select_group_slices("right").last()
    other["number"] = 0
    other.save()
    assert dataset.match(F("groups.right.number") > 10).values("number") == []


def test_samples_are_grouped_by_values() -> None:
    dataset = animals()
    groups = dataset.group_by("split")
    assert groups.media_type == "group"
    assert groups.values("split") == ["train", "val", None]
    assert [sample.filepath for sample in groups] == [
        "/data/0.png", "/data/1.png", "/data/5.png",
    ]  # fmt: skip
    assert [view.values("score") for view in groups.iter_dynamic_groups()] == [
        [0.0, 2.0, 4.0], [1.0, 3.0], [None],
    ]  # fmt: skip
    assert groups.get_dynamic_group("val").values("score") == [1.0, 3.0]
    last = dataset.group_by("split", order_by="score", reverse=True)
    assert last.values("score") == [4.0, 3.0, None]
    assert last.get_dynamic_group("train").values("score") == [4.0, 2.0, 0.0]
    assert dataset.match(F("score") > 0).group_by("split").values("score") == [1.0, 2.0]


def test_groups_are_flattened_with_stages_for_each() -> None:
    dataset = animals()
    assert dataset.group_by("split", flat=True).values("score") == [
        0.0, 2.0, 4.0, 1.0, 3.0, None,
    ]  # fmt: skip
    assert dataset.group_by("split", flat=True).media_type == "image"
    groups = dataset.group_by("split", order_by="score", reverse=True)
    assert groups.flatten(ln.Limit(1)).values("score") == [4.0, 3.0, None]
    assert groups.flatten([ln.Match(F("score") < 4), ln.Skip(1)]).values("score") == [0.0, 1.0]
    assert groups.match(F("split") == "val").flatten().values("score") == [3.0, 1.0]
    assert groups.flatten().media_type == "image"


def test_groups_are_chosen_and_sorted_by_their_samples() -> None:
    dataset = animals()
    many = dataset.group_by("split", match_expr=F().length() > 1, sort_expr=F().length(), flat=True)
    assert many.values("score") == [1.0, 3.0, 0.0, 2.0, 4.0]
    odd = dataset.group_by(F("score") % 2, match_expr=F()[0].apply(F("score")) == 1)
    assert odd.values("score") == [1.0]
    pairs = dataset.group_by(["split", F("score") > 2])
    assert pairs.values("score") == [0.0, 1.0, 3.0, 4.0, None]
    assert [len(view) for view in pairs.iter_dynamic_groups()] == [2, 1, 1, 1, 1]


def test_groups_of_groups_are_refused() -> None:
    dataset = animals()
    groups = dataset.group_by("split")
    with pytest.raises(ValueError, match="grouped already"):
        groups.group_by("score")
    assert len(groups.flatten().group_by("score")) == 6
    with pytest.raises(ValueError, match="no groups to flatten"):
        dataset.view().flatten()
    with pytest.raises(ValueError, match="shows no groups"):
        list(dataset.iter_dynamic_groups())
    with pytest.raises(ValueError, match="grouped and ordered by single values"):
        dataset.group_by("predictions.detections.label")
