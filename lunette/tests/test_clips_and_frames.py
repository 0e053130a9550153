"""Views with one sample per frame or clip of a video, and what becomes of edits."""

from __future__ import annotations

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.core.clips import ClipsView, ClipView, TrajectoriesView
from lunette.core.video import FramesView, FrameView
from lunette.tests.support.datasets import animals, fresh_name


def car(index: int) -> ln.Detection:
    return ln.Detection(label="car", bounding_box=[0, 0, 0.5, 0.5], index=index)


def videos() -> ln.Dataset:
    """Two videos; cars (by index) in the frames of the first: 1: 1; 2: 1 2; 3: none; 4: 2; 7: 1."""
    dataset = ln.Dataset(fresh_name("videos"))
    first = ln.Sample(
        "/v/0.mp4",
        tags=["day"],
        events=ln.TemporalDetections(
            detections=[
                ln.TemporalDetection(label="start", support=[1, 2]),
                ln.TemporalDetection(label="stop", support=[4, 7], confidence=0.5),
            ]
        ),
    )
    for number, cars in {1: [1], 2: [1, 2], 3: [], 4: [2], 7: [1]}.items():
        first.frames[number] = ln.Frame(
            filepath=f"/v/0/{number}.png",
            speed=float(number),
            cars=ln.Detections(detections=[car(index) for index in cars]),
        )
    second = ln.Sample("/v/1.mp4")
    second.frames[1] = ln.Frame(speed=9.0)
    dataset.add_samples([first, second], progress=False)
    return dataset


def test_frames_with_a_picture_are_samples() -> None:
    dataset = videos()
    frames = dataset.to_frames()
    assert isinstance(frames, FramesView)
    assert frames.media_type == "image"
    assert len(frames) == 5
    frame = frames.first()
    assert isinstance(frame, FrameView)
    assert frame.filepath == "/v/0/1.png"
    assert frame.frame_number == 1
    assert frame.sample_id == dataset.first().id
    assert frame.id == dataset.first().frames[1].id
    assert frame.tags == ["day"]
    assert frames.values("frame_number") == [1, 2, 3, 4, 7]
    assert frames.bounds("speed") == (1.0, 7.0)
    assert frames.count("cars.detections") == 5
    assert len(frames.match(F("speed") > 3).to_patches("cars")) == 2


def test_pictures_of_frames_are_not_made() -> None:
    dataset = videos()
    with pytest.raises(ValueError, match="no picture, and there is no decoder"):
        dataset.to_frames(sample_frames=True)
    assert len(dataset.limit(1).to_frames(sample_frames=True)) == 5
    with pytest.raises(ValueError, match="cannot be made here"):
        dataset.to_frames(sample_frames=True, fps=1)
    with pytest.raises(ValueError, match="for videos"):
        animals().to_frames()


def test_saved_and_deleted_frames_are_those_of_the_video() -> None:
    dataset = videos()
    sample = dataset.first()
    frames = dataset.to_frames()
    frame = frames.first()
    frame["speed"] = 100.0
    frame.cars.detections[0].label = "van"
    frame.save()
    assert sample.frames[1].speed == 100.0
    assert sample.frames[1].cars.detections[0].label == "van"
    frames._dataset.delete_samples(frames.match(F("frame_number") > 3))
    sample.reload()
    assert sorted(sample.frames.keys()) == [1, 2, 3]
    cars = dataset.to_frames().to_patches("cars")
    cars[:1].tag_labels("checked")
    sample.reload()
    assert sample.frames[1].cars.detections[0].tags == ["checked"]


def test_clips_of_temporal_detections() -> None:
    dataset = videos()
    clips = dataset.to_clips("events")
    assert isinstance(clips, ClipsView)
    assert clips.media_type == "video"
    assert clips.values("support") == [[1, 2], [4, 7]]
    clip = clips.last()
    assert isinstance(clip, ClipView)
    assert isinstance(clip.events, ln.Classification)
    assert (clip.events.label, clip.events.confidence) == ("stop", 0.5)
    assert clip.sample_id == dataset.first().id
    assert sorted(clip.frames.keys()) == [4, 7]
    clip.events.label = "halt"
    clip.save()
    clip["support"] = [4, 6]
    clip.save()
    event = dataset.first().events.detections[1]
    assert isinstance(event, ln.TemporalDetection)
    assert (event.label, event.support) == ("halt", [4, 6])
    clips._dataset.delete_samples(clips.first())
    assert dataset.values("events.detections.label") == [["halt"], None]


def test_clips_where_frames_have_labels_or_fulfil_an_expression() -> None:
    dataset = videos()
    found = F("cars.detections").length() > 0
    assert dataset.to_clips("frames.cars").values("support") == [[1, 2], [4, 4], [7, 7]]
    assert dataset.to_clips(found, tol=1).values("support") == [[1, 4], [7, 7]]
    assert dataset.to_clips(found, tol=2).values("support") == [[1, 7]]
    assert dataset.to_clips(found, min_len=2).values("support") == [[1, 2]]
    fast = dataset.to_clips(F("speed") > 3)
    assert fast.values("support") == [[4, 4], [7, 7], [1, 1]]
    given = dataset.to_clips([[(1, 2), (3, 7)], [(1, 1)]])
    assert given.values("support") == [[1, 2], [3, 7], [1, 1]]
    assert [sorted(clip.frames.keys()) for clip in given] == [[1, 2], [3, 4, 7], [1]]
    with pytest.raises(ValueError, match="for videos"):
        animals().to_clips("predictions")
    with pytest.raises(ValueError, match="no field 'nothing'"):
        dataset.to_clips("nothing")


def test_trajectories_follow_objects() -> None:
    dataset = videos()
    paths = dataset.to_trajectories("frames.cars")
    assert isinstance(paths, TrajectoriesView)
    assert paths.values("cars.index") == [1, 2]
    assert paths.values("support") == [[1, 7], [2, 4]]
    second = paths.last()
    assert second.cars.label == "car"
    assert sorted(second.frames.keys()) == [2, 4]
    assert [one.index for one in second.frames[2].cars.detections] == [2]
    runs = dataset.to_clips("frames.cars", trajectories=True)
    assert list(zip(runs.values("cars.index"), runs.values("support"), strict=True)) == [
        (1, [1, 2]), (1, [7, 7]), (2, [2, 2]), (2, [4, 4]),
    ]  # fmt: skip
