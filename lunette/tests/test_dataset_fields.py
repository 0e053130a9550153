"""Fields of a dataset: declared, renamed, cloned, cleared, deleted, described."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import lunette as ln
from lunette.tests.support.datasets import animals, fresh_name


@pytest.fixture
def dataset() -> ln.Dataset:
    return animals()


def ratings(dataset: ln.Dataset, name: str = "rating") -> list[list[Any]]:
    return [
        [getattr(label, name, None) for label in sample.predictions.detections]
        for sample in dataset.limit(3)
    ]


class TestRenaming:
    def test_moves_schema_and_values(self, dataset: ln.Dataset) -> None:
        live = dataset.first()
        before = dataset.values("score")
        dataset.rename_sample_field("score", "points")
        assert "score" not in dataset.get_field_schema()
        assert isinstance(dataset.get_field("points"), ln.FloatField)
        assert dataset.values("points") == before
        assert len(dataset.match(ln.ViewField("points") > 2)) == 2
        assert live.points == 0.0
        with pytest.raises(AttributeError):
            _ = live.score

    def test_of_label_fields_keeps_the_labels(self, dataset: ln.Dataset) -> None:
        counted = dataset.count_values("predictions.detections.label")
        dataset.rename_sample_fields({"predictions": "found", "split": "part"})
        assert dataset.count_values("found.detections.label") == counted
        assert dataset.first().found.detections[0].label == "cat"
        assert dataset.values("part")[:2] == ["train", "val"]
        # The old name is free again.
        dataset.add_sample_field("predictions", ln.StringField)
        assert dataset.values("predictions") == [None] * 6

    def test_of_attributes_of_labels(self, dataset: ln.Dataset) -> None:
        values = [[1, 2], [3], [4, 5, 6], [], [7], None]
        dataset.set_values("predictions.detections.rating", values, dynamic=True)
        dataset.rename_sample_field("predictions.detections.rating", "predictions.detections.grade")
        assert dataset.get_field("predictions.detections.rating") is None
        assert isinstance(dataset.get_field("predictions.detections.grade"), ln.IntField)
        assert dataset.bounds("predictions.detections.grade") == (1, 7)
        assert ratings(dataset, "grade") == [[1, 2], [3], [4, 5, 6]]
        assert ratings(dataset) == [[None, None], [None], [None] * 3]

    def test_keeps_what_is_not_saved_yet(self, dataset: ln.Dataset) -> None:
        sample = dataset.first()
        sample["split"] = "test"
        dataset.rename_sample_field("split", "part")
        sample.save()
        assert dataset.values("part")[0] == "test"

    def test_is_followed_by_the_configuration(self, dataset: ln.Dataset) -> None:
        dataset.app_config.media_fields = ["filepath", "thumbnail"]
        dataset.app_config.grid_media_field = "thumbnail"
        dataset.save()
        dataset.add_sample_field("thumbnail", ln.StringField)
        dataset.classes = {"predictions": ["cat"]}
        dataset.rename_sample_fields({"thumbnail": "small", "predictions": "found"})
        assert dataset.app_config.media_fields == ["filepath", "small"]
        assert dataset.app_config.grid_media_field == "small"
        assert dataset.classes == {"found": ["cat"]}
        dataset.delete_sample_field("small")
        assert dataset.app_config.media_fields == ["filepath"]
        assert dataset.app_config.grid_media_field == "filepath"

    def test_refuses_what_cannot_be(self, dataset: ln.Dataset) -> None:
        with pytest.raises(AttributeError, match="no field 'rank'"):
            dataset.rename_sample_field("rank", "x")
        with pytest.raises(ValueError, match="cannot be renamed"):
            dataset.rename_sample_field("filepath", "x")
        with pytest.raises(ValueError, match="a field 'score' already"):
            dataset.rename_sample_field("split", "score")
        with pytest.raises(ValueError, match="underscore"):
            dataset.rename_sample_field("split", "_split")
        # All of them or none.
        with pytest.raises(ValueError, match="already"):
            dataset.rename_sample_fields({"split": "part", "score": "predictions"})
        assert "split" in dataset.get_field_schema()


class TestCloning:
    def test_copies_values_to_a_new_field(self, dataset: ln.Dataset) -> None:
        dataset.clone_sample_field("predictions", "twin")
        first = dataset.first()
        assert first.twin.detections[0].id == first.predictions.detections[0].id
        assert dataset.count("twin.detections") == 7
        dataset.clone_sample_fields({"score": "points", "tags": "marks", "metadata.width": "w"})
        assert dataset.values("points") == dataset.values("score")
        assert dataset.values("marks")[:2] == [["even"], ["odd"]]
        assert dataset.values("w")[:2] == [100, 200]
        assert isinstance(dataset.get_field("w"), ln.IntField)

    def test_of_a_view_fills_only_its_samples(self, dataset: ln.Dataset) -> None:
        dataset.limit(2).clone_sample_field("score", "points")
        assert dataset.values("points") == [0.0, 1.0, None, None, None, None]

    def test_of_attributes_stays_beside_the_old_one(self, dataset: ln.Dataset) -> None:
        dataset.clone_sample_field(
            "predictions.detections.label", "predictions.detections.old_label"
        )
        assert ratings(dataset, "old_label")[0] == ["cat", "dog"]
        assert dataset.distinct("predictions.detections.old_label") == ["bird", "cat", "dog"]
        with pytest.raises(ValueError, match="many values"):
            dataset.clone_sample_field("predictions.detections.label", "labels")
        with pytest.raises(ValueError, match="already"):
            dataset.clone_sample_field("score", "split")


class TestClearing:
    def test_takes_the_values_and_leaves_the_field(self, dataset: ln.Dataset) -> None:
        live = dataset.first()
        dataset.limit(3).clear_sample_field("score")
        assert dataset.values("score") == [None, None, None, 3.0, 4.0, None]
        assert live.score is None
        dataset.clear_sample_fields(["predictions", "tags"])
        assert dataset.count("predictions.detections") == 0
        assert dataset.count_sample_tags() == {}
        assert live.predictions is None
        assert live.tags == []

    def test_of_attributes(self, dataset: ln.Dataset) -> None:
        dataset.clear_sample_field("predictions.detections.confidence")
        assert dataset.bounds("predictions.detections.confidence") == (None, None)
        assert dataset.count("predictions.detections.label") == 7

    def test_of_what_every_sample_needs_is_refused(self, dataset: ln.Dataset) -> None:
        for name in ("id", "filepath", "created_at"):
            with pytest.raises(ValueError, match=r"cannot be cleared|read-only"):
                dataset.clear_sample_field(name)


class TestDeleting:
    def test_takes_field_and_values(self, dataset: ln.Dataset) -> None:
        live = dataset.first()
        dataset.delete_sample_fields(["score", "predictions"])
        assert not {"score", "predictions"} & set(dataset.get_field_schema())
        assert not dataset.has_field("score")
        with pytest.raises(AttributeError):
            _ = live.score
        dataset.add_sample_field("score", ln.FloatField)
        dataset.add_sample_field(
            "predictions", ln.EmbeddedDocumentField, embedded_doc_type=ln.Detections
        )
        assert dataset.values("score") == [None] * 6
        assert dataset.first().predictions is None
        assert dataset.count("predictions.detections") == 0

    def test_of_attributes_with_and_without_declaration(self, dataset: ln.Dataset) -> None:
        values = [["a", "b"], ["c"], ["d", "e", "f"], [], ["g"], None]
        dataset.set_values("predictions.detections.rating", values)
        dataset.delete_sample_field("predictions.detections.rating")
        assert ratings(dataset)[0] == [None, None]
        dataset.set_values("predictions.detections.rating", values, dynamic=True)
        dataset.delete_sample_field("predictions.detections.rating")
        assert not dataset.has_field("predictions.detections.rating")
        assert ratings(dataset)[0] == [None, None]

    def test_mistakes_raise_warn_or_are_passed_over(self, dataset: ln.Dataset) -> None:
        with pytest.raises(AttributeError, match="no field 'rank'"):
            dataset.delete_sample_field("rank")
        with pytest.raises(ValueError, match="cannot be deleted"):
            dataset.delete_sample_field("metadata")
        with pytest.warns(UserWarning, match="no field 'rank'"):
            dataset.delete_sample_fields(["rank", "score"], error_level=1)
        assert not dataset.has_field("score")
        dataset.delete_sample_field("rank", error_level=2)


class TestDynamicAttributes:
    @pytest.fixture
    def dataset(self) -> ln.Dataset:
        dataset = ln.Dataset(fresh_name("dynamic"))
        labels = [
            ln.Detection(label="cat", bounding_box=[0, 0, 1, 1], mood="calm", age=3, mixed=1),
            ln.Detection(label="dog", bounding_box=[0, 0, 1, 1], age=4.5, mixed="x"),
        ]
        dataset.add_sample(
            ln.Sample(
                "/data/a.png",
                predictions=ln.Detections(detections=labels),
                extra=ln.DynamicEmbeddedDocument(a=1, inner=ln.DynamicEmbeddedDocument(b="x")),
            )
        )
        return dataset

    def test_are_found_and_declared(self, dataset: ln.Dataset) -> None:
        found = dataset.get_dynamic_field_schema()
        assert isinstance(found["predictions.detections.mood"], ln.StringField)
        assert isinstance(found["predictions.detections.age"], ln.FloatField)
        mixed = found["predictions.detections.mixed"]
        assert isinstance(mixed, list)
        assert {type(field) for field in mixed} == {ln.IntField, ln.StringField}
        assert isinstance(found["extra.inner.b"], ln.StringField)
        assert "extra.inner.b" not in dataset.get_dynamic_field_schema(recursive=False)
        only = dataset.get_dynamic_field_schema(fields="predictions")
        assert all(path.startswith("predictions.") for path in only)

        dataset.add_dynamic_sample_fields()
        flat = dataset.get_field_schema(flat=True)
        assert isinstance(flat["predictions.detections.age"], ln.FloatField)
        assert isinstance(flat["extra.inner.b"], ln.StringField)
        assert "predictions.detections.mixed" not in flat
        assert dataset.bounds("predictions.detections.age") == (3, 4.5)
        assert list(dataset.get_dynamic_field_schema()) == ["predictions.detections.mixed"]
        dataset.add_dynamic_sample_fields(add_mixed=True)
        assert dataset.get_dynamic_field_schema() == {}

    def test_leave_the_schema_and_keep_their_values(self, dataset: ln.Dataset) -> None:
        dataset.add_dynamic_sample_fields()
        dataset.remove_dynamic_sample_field("predictions.detections.age")
        assert "predictions.detections.age" not in dataset.get_field_schema(flat=True)
        ages = [label.age for label in dataset.first().predictions.detections]
        assert ages == [3, 4.5]
        dataset.add_sample_field("predictions.detections.age", ln.FloatField)
        assert dataset.bounds("predictions.detections.age") == (3, 4.5)
        with pytest.raises(ValueError, match="is a field of samples"):
            dataset.remove_dynamic_sample_field("predictions")


class TestDeclaring:
    def test_parts_of_lists(self, dataset: ln.Dataset) -> None:
        dataset.add_sample_field("scores", ln.ListField)
        dataset.add_sample_field("scores[]", ln.FloatField)
        assert str(dataset.get_field("scores")) == "lunette.ListField(lunette.FloatField)"
        assert isinstance(dataset.get_field("scores[]"), ln.FloatField)
        assert isinstance(dataset.get_field("scores", leaf=True), ln.FloatField)
        dataset.set_values("scores", [[1, 2.5]] * 6)
        assert dataset.bounds("scores") == (1, 2.5)
        with pytest.raises(ValueError, match="no list 'split2'"):
            dataset.add_sample_field("split2[]", ln.FloatField)

    def test_documents_with_their_attributes(self, dataset: ln.Dataset) -> None:
        dataset.add_sample_field(
            "weather",
            ln.EmbeddedDocumentField,
            embedded_doc_type=ln.DynamicEmbeddedDocument,
            fields={"wind": ln.FloatField},
        )
        dataset.add_sample_field("weather.sky", ln.StringField, description="Clouds")
        assert "weather.wind" in dataset.get_field_schema(flat=True)
        sky = dataset.get_field("weather.sky")
        assert sky is not None
        assert sky.description == "Clouds"
        with pytest.raises(ValueError, match="no field 'nothing'"):
            dataset.add_sample_field("nothing.sky", ln.StringField)
        with pytest.raises(ValueError, match="has no parts"):
            dataset.add_sample_field("score.sky", ln.StringField)

    def test_again_must_agree(self, dataset: ln.Dataset) -> None:
        dataset.add_sample_field("score", ln.FloatField)
        with pytest.raises(ValueError, match="exists already"):
            dataset.add_sample_field("score", ln.StringField)


class TestFacts:
    def test_are_saved(self, dataset: ln.Dataset) -> None:
        field = dataset.get_field("score")
        assert field is not None
        field.description = "How good"
        field.info = {"unit": "%"}
        field.save()
        dataset.reload()
        again = dataset.get_field("score")
        assert again is not None
        assert again.description == "How good"
        assert list(dataset.get_field_schema(info_keys="unit")) == ["score"]
        label = dataset.get_field("predictions.detections.label")
        assert label is not None
        label.description = "The animal"
        label.save()
        label = dataset.get_field("predictions.detections.label")
        assert label is not None
        assert label.description == "The animal"
        assert dataset.count_values("predictions.detections.label")["dog"] == 3

    def test_of_a_wrong_type_are_given_up(self, dataset: ln.Dataset) -> None:
        field = dataset.get_field("score")
        assert field is not None
        field.description = 5  # type: ignore[assignment]
        with pytest.raises(ln.ValidationError, match="description of a field is a string"):
            field.save()
        again = dataset.get_field("score")
        assert again is not None
        assert again.description is None
        with pytest.raises(ValueError, match="belongs to no dataset"):
            ln.StringField().save()
        with pytest.raises(ValueError, match="belongs to no dataset"):
            again.copy().save()

    def test_read_only_fields_keep_their_values(self, dataset: ln.Dataset) -> None:
        field = dataset.get_field("score")
        assert field is not None
        field.read_only = True
        field.save()
        message = "Cannot edit read-only field 'score'"
        sample = dataset.first()
        with pytest.raises(ValueError, match=message):
            sample["score"] = 5.0
        with pytest.raises(ValueError, match=message):
            dataset.set_values("score", [1.0] * 6)
        with pytest.raises(ValueError, match=message):
            dataset.clear_sample_field("score")
        with pytest.raises(ValueError, match=message):
            dataset.delete_sample_field("score")
        with pytest.raises(ValueError, match=message):
            dataset.rename_sample_field("score", "points")
        assert set(dataset.get_field_schema(read_only=True)) >= {"id", "score"}
        dataset.delete_samples(sample)
        field = dataset.get_field("score")
        assert field is not None
        field.read_only = False
        field.save()
        dataset.set_values("score", [1.0] * 5)
        assert dataset.values("score") == [1.0] * 5

    def test_read_only_labels_cannot_be_deleted_or_edited(self, dataset: ln.Dataset) -> None:
        field = dataset.get_field("predictions")
        assert field is not None
        field.read_only = True
        field.save()
        with pytest.raises(ValueError, match="read-only"):
            dataset.delete_labels(view=dataset.view())
        with pytest.raises(ValueError, match="read-only"):
            dataset.set_values(
                "predictions.detections.rating", [[1, 2], [1], [1, 1, 1], [], [1], None]
            )
        with pytest.raises(ValueError, match="read-only"):
            dataset.add_sample_field("predictions.detections.rating", ln.IntField)
        sample = dataset.first()
        sample.predictions.detections[0].label = "lion"
        with pytest.raises(ValueError, match="read-only"):
            sample.save()

    def test_dates_of_declaration_stay(self, dataset: ln.Dataset) -> None:
        dataset.add_sample_field("late", ln.IntField)
        late = dataset.get_field("late")
        assert late is not None
        assert late.created_at is not None
        assert late.created_at >= dataset.created_at
        dataset.rename_sample_field("late", "later")
        later = dataset.get_field("later")
        assert later is not None
        assert later.created_at == late.created_at
        before = late.created_at - timedelta(milliseconds=1)
        assert "later" in dataset.get_field_schema(created_after=before)
        assert dataset.get_field_schema(created_after=datetime(2100, 1, 1)) == {}


class TestGetting:
    def test_conditions_hold_before_or_after_flattening(self, dataset: ln.Dataset) -> None:
        documents: dict[str, Any] = {
            "ftype": ln.EmbeddedDocumentField,
            "embedded_doc_type": ln.Detections,
        }
        assert list(dataset.get_field_schema(**documents, flat=True)) == ["predictions"]
        before = dataset.get_field_schema(**documents, flat=True, mode="before")
        assert "predictions.detections.label" in before
        assert "metadata" not in before
        texts = dataset.get_field_schema(ftype=ln.StringField, flat=True)
        assert {"filepath", "split", "predictions.detections.label"} <= set(texts)
        with pytest.raises(ValueError, match="mode is"):
            dataset.get_field_schema(flat=True, mode="later")
        with pytest.raises(ValueError, match="EmbeddedDocumentField"):
            dataset.get_field_schema(ftype=ln.StringField, embedded_doc_type=ln.Detections)

    def test_can_be_asked_to_raise(self, dataset: ln.Dataset) -> None:
        dataset.validate_fields_exist(["score", "predictions.detections.label"])
        with pytest.raises(ValueError, match="no field 'rank'"):
            dataset.validate_fields_exist(["score", "rank"])
        documents: Any = {"ftype": ln.EmbeddedDocumentField, "embedded_doc_type": ln.Detections}
        dataset.validate_field_type("predictions", **documents)
        with pytest.raises(ValueError, match="'score'"):
            dataset.validate_field_type("score", ln.StringField)
        assert dataset.make_unique_field_name("rank") == "rank"
        assert dataset.make_unique_field_name("score") == "score_2"

    def test_a_field_must_be_as_asked(self, dataset: ln.Dataset) -> None:
        assert dataset.get_field("nothing") is None
        assert isinstance(dataset.get_field("score", ftype=ln.FloatField), ln.FloatField)
        with pytest.raises(ValueError, match="'score'"):
            dataset.get_field("score", ftype=ln.StringField)


class TestFieldsOfFrames:
    @pytest.fixture
    def dataset(self) -> ln.Dataset:
        dataset = ln.Dataset(fresh_name("videos"))
        sample = ln.Sample("/data/a.mp4")
        for number, speed in ((1, 10), (2, 12.5)):
            label = ln.Detection(label="car", bounding_box=[0, 0, 1, 1], speed=speed)
            sample.frames[number] = ln.Frame(objects=ln.Detections(detections=[label]))
        dataset.add_samples([sample, ln.Sample("/data/b.mp4")])
        return dataset

    def test_undeclared_attributes_are_found_and_declared(self, dataset: ln.Dataset) -> None:
        path = "objects.detections.speed"
        assert dataset.get_dynamic_field_schema() == {}
        found = dataset.get_dynamic_frame_field_schema()
        assert found is not None
        assert list(found) == [path]
        assert isinstance(found[path], ln.FloatField)
        dataset.add_dynamic_frame_fields()
        assert dataset.has_frame_field(path)
        assert dataset.get_dynamic_frame_field_schema() == {}
        dataset.remove_dynamic_frame_field(path)
        assert not dataset.has_frame_field(path)
        assert [f.objects.detections[0].speed for f in dataset.first().frames.values()] == [
            10,
            12.5,
        ]

    def test_are_renamed_cloned_and_deleted_inside_labels(self, dataset: ln.Dataset) -> None:
        dataset.rename_frame_field("objects.detections.speed", "objects.detections.v")
        dataset.clone_frame_field("objects.detections.v", "objects.detections.w")
        dataset.delete_frame_field("objects.detections.v")
        labels = [f.objects.detections[0] for f in dataset.first().frames.values()]
        assert [label.w for label in labels] == [10, 12.5]
        assert not any(label.has_field("v") or label.has_field("speed") for label in labels)

    def test_need_videos(self) -> None:
        assert animals().get_dynamic_frame_field_schema() is None
        with pytest.raises(ValueError, match="video"):
            animals().add_dynamic_frame_fields()
