"""Samples in datasets: saving and deleting them."""

from __future__ import annotations

import gc
from typing import Any

import pytest

import lunette as ln
from lunette.core.bridge_calls import call_payload
from lunette.core.encoding import pack
from lunette.tests.support.datasets import animals, fresh_name


def changed_elsewhere(sample: Any, **values: Any) -> None:
    """Another program edits the sample."""
    row: tuple[bytes, dict[str, Any], dict[str, Any]] = (bytes.fromhex(sample.id), values, {})
    params = {"dataset": sample.dataset._id, "fields": []}
    call_payload("samples.update", params, pack([row]))


class TestSaving:
    def test_nothing_is_stored_before_save(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = 7.5
        assert dataset.values("score")[0] == 0
        sample.save()
        assert dataset.values("score")[0] == 7.5

    def test_labels_edited_in_place_are_saved(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.predictions.detections[0].label = "tiger"
        sample.predictions.detections[1].tags.append("checked")
        sample.predictions.detections.append(
            ln.Detection(label="new", bounding_box=[0, 0, 1, 1], depth=2)
        )
        sample.tags.append("edited")
        sample.metadata.width = 7
        sample.save()
        del sample
        gc.collect()
        again = dataset.first()
        assert [d.label for d in again.predictions.detections] == ["tiger", "dog", "new"]
        assert again.predictions.detections[1].tags == ["checked"]
        assert again.predictions.detections[2].depth == 2
        assert "edited" in again.tags
        assert again.metadata.width == 7

    def test_only_what_was_changed_is_written(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = 9.0
        _ = sample.predictions, sample.tags, sample.metadata
        changed_elsewhere(sample, split="test")
        sample.save()
        sample.reload()
        assert (sample.score, sample.split) == (9.0, "test")
        assert sample._doc.changes() == ({}, {})

    def test_a_new_field_expands_the_schema_at_once(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample["quality"] = 0.5
        assert isinstance(dataset.get_field_schema()["quality"], ln.FloatField)
        assert dataset.last()["quality"] is None
        with pytest.raises(ValueError, match="sample\\['nope'\\]"):
            sample.nope = 1
        sample.clear_field("quality")
        assert sample.quality is None

    def test_none_clears_a_field(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = None
        sample["predictions"] = None
        del sample["split"]
        sample.tags = []
        sample.save()
        del sample
        gc.collect()
        again = dataset.first()
        assert (again.score, again.predictions, again.split, again.tags) == (None, None, None, [])
        assert dataset.count("predictions.detections") == 5

    def test_reload_drops_what_was_not_saved(self) -> None:
        dataset = animals()
        sample = dataset.first()
        sample.score = 5.0
        sample.predictions.detections.clear()
        changed_elsewhere(sample, split="test")
        sample.reload()
        assert (sample.score, sample.split) == (0, "test")
        assert len(sample.predictions.detections) == 2

    def test_reading_again_refreshes_but_keeps_unsaved_edits(self) -> None:
        dataset = animals()
        sample = dataset.first()
        tags = sample.tags
        sample.score = 5.0
        changed_elsewhere(sample, split="test", score=1.0, tags=["elsewhere"])
        assert dataset[sample.id] is sample
        assert (sample.score, sample.split) == (5.0, "test")
        assert tags is sample.tags
        assert tags == ["elsewhere"]

    def test_many_at_once(self) -> None:
        dataset = animals()
        for sample in dataset.iter_samples(autosave=True, batch_size=2):
            sample["n"] = len(sample.filepath)
        assert dataset.count("n") == 6
        with dataset.save_context() as context:
            for sample in dataset:
                sample.n += 1
                context.save(sample)
        assert dataset.values("n") == [12] * 6
        with pytest.raises(ValueError, match="is not in dataset"):
            ln.Dataset(fresh_name()).save_context().save(dataset.first())

    def test_a_loop_sees_every_sample_once_whatever_it_writes(self) -> None:
        F = ln.ViewField
        dataset = ln.Dataset(fresh_name())
        dataset.add_samples([ln.Sample(f"/{i}.png", n=i, todo=True) for i in range(5000)])
        seen = []
        for sample in dataset.match(F("todo") == True).iter_samples(autosave=True):  # noqa: E712
            seen.append(sample.n)
            sample.todo = False
        assert seen == list(range(5000))
        assert dataset.match(F("todo") == True).count() == 0  # noqa: E712

        seen = []
        for sample in dataset:
            seen.append(sample.n)
            if sample.n % 1000 == 0:
                dataset.delete_samples(dataset[f"/{sample.n + 1}.png"])
                dataset.add_sample(ln.Sample("/more.png"))
        assert seen == [n for n in range(5000) if n % 1000 != 1]

    def test_a_loop_sees_what_it_wrote_to_later_samples(self) -> None:
        dataset = ln.Dataset(fresh_name())
        dataset.add_samples([ln.Sample(f"/{i}.png", n=0) for i in range(3000)])
        paths = dataset.values("filepath")
        for place in (50, 150, 2500):
            view = dataset.view()
            for i, sample in enumerate(view):
                if i == 1:
                    later = view[paths[place]]
                    later.n = place
                    later.save()
                    del later
                if i == 2:
                    dataset.tag_samples(f"t{place}")
                if i == place:
                    assert sample.n == place
                    assert f"t{place}" in sample.tags

    def test_fields_that_may_not_be_edited(self) -> None:
        dataset = animals()
        dataset.add_sample_field("fixed", ln.IntField, read_only=True)
        sample = dataset.first()
        with pytest.raises(ValueError, match="Cannot edit read-only field 'fixed'"):
            sample["fixed"] = 5
        with pytest.raises(ValueError, match="read-only"):
            sample.id = "0" * 24
        with pytest.raises(ValueError, match="cannot be cleared"):
            sample.clear_field("filepath")
        with pytest.raises(AttributeError, match="nope"):
            sample.clear_field("nope")

    def test_a_field_made_elsewhere_is_found(self) -> None:
        dataset = animals()
        sample = dataset.first()
        spec = {"name": "later", "type": "string"}
        call_payload("dataset.add_fields", {"dataset": dataset._id, "fields": [spec]})
        assert sample.later is None
        sample.later = "now"
        sample.save()
        assert dataset.values("later")[0] == "now"


class TestDeleting:
    def test_objects_keep_their_values_and_leave_the_dataset(self) -> None:
        dataset = animals()
        sample, kept = dataset["/data/2.png"], dataset["/data/3.png"]
        dataset.delete_samples(sample)
        assert len(dataset) == 5
        assert sample.id is None
        assert not sample.in_dataset
        assert sample.score == 2
        assert len(sample.predictions.detections) == 3
        assert kept.in_dataset
        assert dataset.add_sample(sample) == sample.id

    def test_by_id_list_view_and_all(self) -> None:
        dataset = animals()
        dataset.delete_samples([dataset.first().id, dataset.last()])
        assert dataset.values("filepath") == [f"/data/{i}.png" for i in (1, 2, 3, 4)]
        dataset.delete_samples(dataset.match(ln.ViewField("split") == "val"))
        assert len(dataset) == 2
        del dataset["/data/2.png"]
        assert len(dataset) == 1
        dataset.clear()
        assert len(dataset) == 0
        dataset.delete_samples([])

    def test_saving_a_sample_that_was_deleted_elsewhere_is_an_error(self) -> None:
        dataset = animals()
        sample = dataset.first()
        params = {"dataset": dataset._id, "view": [], "sample_ids": [sample.id]}
        call_payload("samples.delete", params)
        sample.score = 4.0
        with pytest.raises(ValueError, match="deleted"):
            sample.save()
        with pytest.raises(ValueError, match=r"deleted|no sample"):
            sample.reload()
