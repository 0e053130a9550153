"""Frames of videos: in samples, in datasets, in views."""

from __future__ import annotations

from typing import Any

import pytest

import lunette as ln
from lunette import ViewField as F
from lunette.tests.support.datasets import fresh_name


def cars(*confidences: float) -> ln.Detections:
    """Detections of cars, the confident ones, and dogs."""
    return ln.Detections(
        detections=[
            ln.Detection(
                label="car" if c > 0.5 else "dog", confidence=c, bounding_box=[0, 0, 0.1, 0.1]
            )
            for c in confidences
        ]
    )


def video() -> ln.Sample:
    """A video with the frames 1, 2 and 5."""
    sample = ln.Sample("/data/a.mp4", split="train")
    sample.frames[1] = ln.Frame(objects=cars(0.9, 0.2), weather="rain")
    sample.frames[2] = ln.Frame(objects=cars(0.8))
    sample.frames[5] = ln.Frame(objects=cars(0.1), weather="sun")
    return sample


@pytest.fixture
def dataset() -> ln.Dataset:
    """A video with frames, and one without."""
    dataset = ln.Dataset(fresh_name("videos"))
    dataset.add_samples([video(), ln.Sample("/data/b.mp4", split="val")])
    return dataset


def fresh(dataset: ln.Dataset) -> ln.Sample:
    """The first sample as it is stored."""
    sample = dataset.first()
    assert isinstance(sample, ln.Sample)
    sample.reload()
    return sample


class TestFramesOfASample:
    def test_they_are_found_by_number_and_ordered(self) -> None:
        sample = ln.Sample("/data/a.mp4")
        assert len(sample.frames) == 0
        sample.frames[3]["note"] = "c"
        sample[1]["note"] = "a"
        assert list(sample.frames) == list(sample) == [1, 3]
        assert [frame.note for frame in sample.frames.values()] == ["a", "c"]
        assert sample.frames[3] is sample[3]
        assert 3 in sample.frames
        assert 2 not in sample.frames
        assert (sample.frames.first().note, sample.frames.last().note) == ("a", "c")
        assert [f.frame_number for f in sample.frames.head(1)] == [1]
        assert [f.frame_number for f in sample.frames.tail(5)] == [1, 3]
        del sample.frames[1]
        assert list(sample.frames) == [3]
        with pytest.raises(KeyError):
            del sample.frames[1]

    @pytest.mark.parametrize("number", [0, -1, "1", 1.5, True, None])
    def test_only_integers_from_1_name_frames(self, number: Any) -> None:
        with pytest.raises(ln.FrameError):
            ln.Sample("/data/a.mp4").frames[number]

    def test_a_frame_has_fields_like_a_sample(self) -> None:
        frame = ln.Frame(weather="rain")
        assert (frame.id, frame.frame_number, frame.sample_id, frame.dataset_id) == (None,) * 4
        frame["speed"] = 3
        assert dict(frame.iter_fields()) == {"frame_number": None, "weather": "rain", "speed": 3}
        with pytest.raises(ValueError, match="no field 'other'"):
            frame.other = 1
        with pytest.raises(ValueError, match="read-only"):
            frame["frame_number"] = 7
        with pytest.raises(ValueError, match="in no dataset"):
            frame.save()
        with pytest.raises(TypeError, match="Frames are added"):
            ln.Sample("/data/a.mp4").frames[1] = {"weather": "rain"}  # type: ignore[assignment]

    def test_only_videos_have_frames(self) -> None:
        image = ln.Sample("/data/a.png")
        with pytest.raises(AttributeError):
            image.get_field("frames")
        with pytest.raises(ValueError, match="Only the samples of videos"):
            list(image)
        with pytest.raises(KeyError):
            image[1]

    def test_a_frame_of_another_sample_is_copied(self) -> None:
        one, other = video(), ln.Sample("/data/b.mp4")
        other.frames[4] = one.frames[1]
        other.frames[4]["weather"] = "fog"
        assert (one.frames[1].weather, one.frames[1].frame_number) == ("rain", 1)
        other.frames = one.frames
        assert list(other.frames) == [1, 2, 5]
        assert other.frames[1] is not one.frames[1]

    def test_merging_takes_what_there_is_not_yet(self) -> None:
        mine = video()
        mine.frames.merge({1: {"weather": "fog", "speed": 2}, 7: {"speed": 3}}, overwrite=False)
        assert (mine.frames[1].weather, mine.frames[1].speed) == ("rain", 2)
        assert mine.frames[7].speed == 3
        mine.merge(ln.Sample("/data/c.mp4", frames={1: ln.Frame(objects=cars(0.7))}))
        assert [d.confidence for d in mine.frames[1].objects.detections] == [0.9, 0.2, 0.7]
        mine.frames.update({1: ln.Frame(weather="snow")}, overwrite=False)
        assert mine.frames[1].weather == "rain"

    def test_it_is_copied_and_written_as_json_with_its_frames(self) -> None:
        sample = video()
        twin = sample.copy()
        twin.frames[1].weather = "fog"
        assert sample.frames[1].weather == "rain"
        assert "frames" not in sample.to_dict()
        again = ln.Sample.from_dict(sample.to_dict(include_frames=True))
        assert list(again.frames) == [1, 2, 5]
        assert again.frames[1].objects.detections[0].label == "car"

    def test_labels_are_added_by_frame_number(self) -> None:
        sample = ln.Sample("/data/a.mp4")
        sample.add_labels({2: cars(0.9), 3: {"x": cars(0.1)}}, label_field="objects")
        assert len(sample.frames[2].objects.detections) == 1
        assert len(sample.frames[3].objects_x.detections) == 1


class TestFramesInADataset:
    def test_adding_stores_them_and_declares_their_fields(self, dataset: ln.Dataset) -> None:
        assert dataset.media_type == "video"
        assert list(dataset.get_frame_field_schema() or ()) == [
            "id",
            "frame_number",
            "created_at",
            "last_modified_at",
            "objects",
            "weather",
        ]
        assert "frames" not in dataset.get_field_schema()
        frame = fresh(dataset).frames[2]
        assert frame.in_dataset
        assert (frame.sample_id, frame.dataset_id) == (dataset.first().id, dataset._id)
        assert frame.id is not None
        assert frame.created_at == frame.last_modified_at
        assert frame.weather is None

    def test_saving_a_sample_saves_what_was_changed(self, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        before: dict[str | None, Any] = {
            frame.id: frame.last_modified_at for frame in sample.frames.values()
        }
        sample.frames[2]["weather"] = "wind"
        sample.frames[9]["speed"] = 2.5
        del sample.frames[5]
        sample.save()
        stored = fresh(dataset)
        assert list(stored.frames) == [1, 2, 9]
        assert (stored.frames[2].weather, stored.frames[9].speed) == ("wind", 2.5)
        assert stored.frames[1].last_modified_at == before[stored.frames[1].id]
        assert stored.frames[2].last_modified_at >= before[stored.frames[2].id]
        assert dataset.get_field("frames.speed").kind == "float"  # type: ignore[union-attr]

    def test_saving_a_frame_saves_it_alone(self, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        sample.frames[1].weather = "fog"
        sample.frames[2].weather = "snow"
        sample.frames[1].save()
        assert dataset.values("frames.weather")[0] == ["fog", None, "sun"]
        sample.save()
        assert dataset.values("frames.weather")[0] == ["fog", "snow", "sun"]

    def test_a_value_that_does_not_fit_is_refused(self, dataset: ln.Dataset) -> None:
        frame = dataset.first().frames[1]
        with pytest.raises(ln.ValidationError, match=r"frames\.weather"):
            frame.weather = 5
        wrong = ln.Sample("/data/c.mp4", frames={1: ln.Frame(weather=5)})
        with pytest.raises(ValueError, match=r"frames.*c\.mp4"):
            dataset.add_sample(wrong)
        unknown = ln.Sample("/data/c.mp4", frames={1: ln.Frame(other=5)})
        with pytest.raises(ValueError, match="no field 'other'"):
            dataset.add_sample(unknown, expand_schema=False)
        assert len(dataset) == 2

    def test_reading_again_drops_what_was_not_saved(self, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        frame = sample.frames[1]
        frame.weather = "fog"
        sample.reload()
        assert sample.frames[1] is frame
        assert frame.weather == "rain"
        frame.weather = "fog"
        sample.reload(include_frames=False)
        assert frame.weather == "fog"

    def test_samples_are_read_without_their_frames(self, dataset: ln.Dataset) -> None:
        view = dataset.limit(1)
        assert [list(sample._doc.blobs) for sample in view] == [[]]
        assert len(view.first().frames) == 3

    def test_other_media_are_refused(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ln.MediaTypeError, match="of type image"):
            dataset.add_sample(ln.Sample("/data/a.png"))
        images = ln.Dataset(fresh_name())
        images.add_sample(ln.Sample("/data/a.png"))
        with pytest.raises(ln.MediaTypeError, match="of type video"):
            images.add_sample(video())
        assert images.get_frame_field_schema() is None
        with pytest.raises(ValueError, match="no frames"):
            images.add_frame_field("weather", ln.StringField)

    def test_their_fields_are_changed_like_those_of_samples(self, dataset: ln.Dataset) -> None:
        dataset.add_frame_field("speed", ln.FloatField, description="km/h")
        assert dataset.has_frame_field("speed")
        dataset.rename_frame_field("weather", "sky")
        dataset.clone_frame_field("sky", "sky2")
        assert dataset.values("frames.sky2")[0] == ["rain", None, "sun"]
        dataset.clear_frame_field("sky2")
        assert dataset.values("frames.sky2")[0] == [None, None, None]
        dataset.delete_frame_fields(["sky2", "objects"])
        assert list(dataset.get_frame_field_schema() or ())[4:] == ["sky", "speed"]
        assert fresh(dataset).frames[1].field_names[4:] == ("sky", "speed")

    def test_attributes_are_declared_when_asked(self, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        sample.frames[1].objects.detections[0]["speed"] = 3
        sample.save()
        path = "objects.detections.speed"
        assert not dataset.has_frame_field(path)
        assert list(dataset.get_dynamic_frame_field_schema() or ()) == [path]
        assert dataset.get_dynamic_field_schema() == {}
        dataset.add_dynamic_frame_fields()
        assert dataset.has_frame_field(path)
        dataset.remove_dynamic_frame_field(path)
        assert not dataset.has_frame_field(path)
        assert fresh(dataset).frames[1].objects.detections[0].speed == 3

    def test_values_are_set_for_all_frames(self, dataset: ln.Dataset) -> None:
        dataset.set_values("frames.speed", [[1, 2, 3], []])
        assert dataset.values("frames.speed")[0] == [1, 2, 3]
        other = dataset.last()
        dataset.set_values("frames.speed", {other.id: {4: 9}})
        assert list(other.frames) == [4]
        dataset.set_values(
            "frames.objects.detections.sure", [[[True, False], [True], [False]], None], dynamic=True
        )
        assert dataset.values("frames.objects.detections.sure")[0] == [
            [True, False],
            [True],
            [False],
        ]
        with pytest.raises(ValueError, match="3 frames, but 1 values"):
            dataset.set_values("frames.speed", [[1], None])

    def test_missing_frames_are_made_by_the_metadata(self, dataset: ln.Dataset) -> None:
        with pytest.raises(ValueError, match="compute_metadata"):
            dataset.ensure_frames()
        dataset.set_values("metadata", [ln.VideoMetadata(total_frame_count=n) for n in (6, 2)])
        dataset.ensure_frames()
        assert dataset.values("frames.frame_number") == [[1, 2, 3, 4, 5, 6], [1, 2]]
        assert fresh(dataset).frames[1].weather == "rain"

    def test_frames_are_deleted_and_kept(self, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        dataset.delete_frames([sample.frames[1], sample.frames[2].id])
        assert list(sample.frames) == [5]
        dataset.clear_frames()
        assert len(sample.frames) == 0
        again = video()
        dataset.add_sample(again)
        dataset.match_frames(F("frame_number") < 3).keep_frames()
        assert list(again.frames) == [1, 2]


class TestQueries:
    def test_frames_are_counted_and_aggregated(self, dataset: ln.Dataset) -> None:
        assert dataset.count("frames") == 3
        assert dataset.count("frames.objects.detections") == 4
        assert dataset.count_values("frames.objects.detections.label") == {"car": 2, "dog": 2}
        assert dataset.bounds("frames.objects.detections.confidence") == (0.1, 0.9)
        assert dataset.distinct("frames.weather") == ["rain", "sun"]
        assert dataset.values("frames.frame_number")[0] == [1, 2, 5]

    def test_expressions_see_them_as_a_list(self, dataset: ln.Dataset) -> None:
        sunny = F("frames").filter(F("weather") == "sun")
        assert dataset.match(sunny.length() > 0).values("filepath") == ["/data/a.mp4"]
        assert len(dataset.match(F("frames").length() == 0)) == 1

    def test_a_view_shows_some_labels_and_saves_back_what_was_edited(
        self, dataset: ln.Dataset
    ) -> None:
        view = dataset.filter_labels("frames.objects", F("label") == "car")
        sample = view.first()
        frame = sample.frames[1]
        assert isinstance(frame, ln.FrameView)
        assert [d.label for d in frame.objects.detections] == ["car"]
        frame.objects.detections[0].label = "bus"
        sample.save()
        assert dataset.count_values("frames.objects.detections.label") == {
            "bus": 1,
            "car": 1,
            "dog": 2,
        }
        frame.objects.detections.clear()
        with pytest.raises(ValueError, match=r"frames\.objects"):
            sample.save()

    def test_a_view_shows_some_frames(self, dataset: ln.Dataset) -> None:
        sample = dataset.match_frames(F("weather") == "sun").first()
        assert list(sample.frames) == [5]
        sample.frames[5]["weather"] = "moon"
        sample.frames.save()
        assert dataset.values("frames.weather")[0] == ["rain", None, "moon"]
