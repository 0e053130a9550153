"""Datasets: making, finding, renaming, deleting them; their properties and fields."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image

import lunette as ln
from lunette.tests.support.datasets import animals, fresh_name


class TestDirectory:
    def test_a_dataset_is_found_by_its_name_and_is_one_object(self) -> None:
        name = fresh_name()
        assert not ln.dataset_exists(name)
        dataset = ln.Dataset(name)
        assert ln.dataset_exists(name)
        assert name in ln.list_datasets()
        assert ln.load_dataset(name) is dataset
        assert copy.deepcopy(dataset) is dataset

    def test_an_unknown_name_is_a_value_error(self) -> None:
        with pytest.raises(ln.DatasetNotFoundError, match="no dataset 'nothing-here'"):
            ln.load_dataset("nothing-here")
        with pytest.raises(ValueError, match="nothing-here"):
            ln.delete_dataset("nothing-here")
        name = fresh_name()
        assert ln.load_dataset(name, create_if_necessary=True).name == name

    def test_names_are_unique_also_by_their_slug(self) -> None:
        name = fresh_name("My Data")
        dataset = ln.Dataset(name)
        assert dataset.slug == name.lower().replace(" ", "-")
        for taken in (name, name.replace(" ", "_")):
            with pytest.raises(ValueError, match=r"already exists|is taken|same"):
                ln.Dataset(taken)

    def test_overwriting_deletes_the_older_one(self) -> None:
        name = fresh_name()
        old = ln.Dataset(name)
        sample = ln.Sample("/a.png")
        old.add_sample(sample)
        new = ln.Dataset(name, overwrite=True)
        assert old.deleted
        assert not sample.in_dataset
        assert sample.filepath == "/a.png"
        assert len(new) == 0
        assert ln.load_dataset(name) is new

    def test_a_name_is_made_up_if_none_is_given(self) -> None:
        assert ln.Dataset().name != ln.Dataset().name
        with pytest.raises(TypeError, match="name of a dataset is a string"):
            ln.Dataset(5)  # type: ignore[arg-type]

    def test_listing_by_pattern_and_with_facts(self) -> None:
        stem = fresh_name("list")
        ln.Dataset(f"{stem}-b").tags = ["x"]
        ln.Dataset(f"{stem}-a")
        assert ln.list_datasets(f"{stem}-*") == [f"{stem}-a", f"{stem}-b"]
        assert ln.list_datasets(f"{stem}-*", tags="x") == [f"{stem}-b"]
        facts = ln.list_datasets(f"{stem}-b", info=True)[0]
        assert (facts["name"], facts["num_samples"], facts["tags"]) == (f"{stem}-b", 0, ["x"])
        ln.delete_datasets(f"{stem}-*")
        assert ln.list_datasets(f"{stem}-*") == []

    def test_a_deleted_dataset_only_knows_its_name(self) -> None:
        dataset = ln.Dataset(fresh_name())
        name = dataset.name
        ln.delete_dataset(name)
        assert dataset.deleted
        assert dataset.name == name
        assert name in repr(dataset)
        for use in (
            lambda: len(dataset),
            lambda: dataset.tags,
            lambda: dataset.view(),
            lambda: dataset.add_sample(ln.Sample("/a.png")),
            lambda: list(dataset),
            lambda: dataset.count("id"),
        ):
            with pytest.raises(ValueError, match="is deleted"):
                use()


class TestProperties:
    def test_assigning_saves_them(self) -> None:
        dataset = ln.Dataset(fresh_name())
        name = fresh_name("renamed")
        dataset.name = name
        dataset.persistent = True
        dataset.tags = ["a", "b"]
        dataset.description = "photographs"
        dataset.info = {"source": {"year": 2026}}
        dataset.app_config = {"sidebar_mode": "all"}
        dataset._load_info()
        assert ln.load_dataset(name) is dataset
        assert dataset.persistent
        assert (dataset.tags, dataset.description) == (["a", "b"], "photographs")
        assert dataset.info == {"source": {"year": 2026}}
        assert dataset.app_config.sidebar_mode == "all"

    def test_edits_in_place_need_save(self) -> None:
        dataset = ln.Dataset(fresh_name())
        dataset.info["a"] = 1
        dataset.tags.append("t")
        dataset.app_config.plugins["x"] = {"y": 1}
        dataset.save()
        dataset._load_info()
        assert dataset.info == {"a": 1}
        assert dataset.tags == ["t"]
        assert dataset.app_config.plugins == {"x": {"y": 1}}
        assert dataset.app_config.is_custom()

    def test_loading_it_again_keeps_edits_that_are_not_saved(self) -> None:
        dataset = ln.Dataset(fresh_name())
        dataset.info["a"] = 1
        dataset.app_config.color_scheme = ln.ColorScheme(opacity=0.5)
        assert ln.load_dataset(dataset.name) is dataset
        assert dataset.info == {"a": 1}
        dataset.save()
        dataset._load_info()
        assert dataset.app_config.color_scheme == ln.ColorScheme(opacity=0.5)
        dataset.info["a"] = 2
        dataset.reload()
        assert dataset.info == {"a": 1}

    def test_a_name_that_is_taken_is_refused(self) -> None:
        taken = ln.Dataset(fresh_name()).name
        dataset = ln.Dataset(fresh_name())
        before = dataset.name
        with pytest.raises(ValueError, match=taken):
            dataset.name = taken
        assert dataset.name == before

    def test_unknown_attributes_cannot_be_set(self) -> None:
        dataset = ln.Dataset(fresh_name())
        with pytest.raises(AttributeError, match=r"dataset\.info\['note'\]"):
            dataset.note = 1
        with pytest.raises(AttributeError, match="note"):
            dataset.view().note = 1

    def test_times(self) -> None:
        dataset = ln.Dataset(fresh_name())
        now = datetime.now(timezone.utc).replace(tzinfo=None)
        assert abs(dataset.created_at - now) < timedelta(minutes=1)
        assert dataset.created_at <= dataset.last_modified_at

    def test_summary(self) -> None:
        dataset = animals()
        text = dataset.summary()
        assert f"Name:        {dataset.name}" in text
        assert "Num samples: 6" in text
        assert "predictions:      lunette.EmbeddedDocumentField(lunette.Detections)" in text
        assert repr(dataset) == text
        assert dataset.stats()["samples_count"] == 6
        assert dataset.media_type == "image"
        assert ln.Dataset(fresh_name()).media_type is None


class TestFields:
    def test_fields_are_declared(self) -> None:
        dataset = ln.Dataset(fresh_name())
        dataset.add_sample_field("score", ln.FloatField, description="how good", info={"u": 1})
        dataset.add_sample_field("names", ln.ListField, subfield=ln.StringField)
        dataset.add_sample_field("gt", ln.EmbeddedDocumentField, embedded_doc_type=ln.Detections)
        dataset.add_sample_field("gt.detections.age", ln.IntField)
        dataset._load_info()
        schema = dataset.get_field_schema()
        assert schema["score"].description == "how good"
        assert schema["score"].info == {"u": 1}
        assert str(schema["names"]) == "lunette.ListField(lunette.StringField)"
        assert isinstance(dataset.get_field("gt.detections.age"), ln.IntField)
        assert dataset.get_field("nope") is None
        assert dataset.has_field("gt.detections.label")
        assert isinstance(dataset.get_field("names", leaf=True), ln.StringField)

    def test_the_schema_can_be_asked_for_some_fields(self) -> None:
        dataset = animals()
        assert list(dataset.get_field_schema(ftype=ln.FloatField)) == ["score"]
        assert list(dataset.get_field_schema(embedded_doc_type=ln.Detections)) == ["predictions"]
        assert set(dataset.get_field_schema(read_only=True)) == {
            "id",
            "created_at",
            "last_modified_at",
        }
        assert "predictions.detections.label" in dataset.get_field_schema(flat=True)
        view = dataset.select_fields("score")
        assert "predictions" not in view.get_field_schema()
        with pytest.raises(ValueError, match="ftype"):
            dataset.get_field_schema(ftype=ln.FloatField, embedded_doc_type=ln.Detections)

    def test_a_field_cannot_have_two_types(self) -> None:
        dataset = animals()
        with pytest.raises(ValueError, match="'score' exists already and is a"):
            dataset.add_sample_field("score", ln.StringField)
        dataset.add_sample_field("score", ln.FloatField)
        with pytest.raises(ValueError, match="field type is a class"):
            dataset.add_sample_field("x", "string")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="embedded_doc_type"):
            dataset.add_sample_field("x", ln.EmbeddedDocumentField)
        with pytest.raises(ValueError, match="score"):
            dataset.add_sample_field("score.inner", ln.IntField)


class TestImages:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "inner").mkdir()
        (tmp_path / ".hidden").mkdir()
        for name in ("b.png", "a.JPG", "inner/c.webp", ".hidden/d.png", ".e.png"):
            Image.new("RGB", (32, 16)).save(tmp_path / name)
        (tmp_path / "notes.txt").write_text("no image")
        return tmp_path

    def test_of_a_folder(self, folder: Path) -> None:
        dataset = ln.Dataset.from_images_dir(str(folder), name=fresh_name(), tags="new")
        assert [s.filename for s in dataset] == ["a.JPG", "b.png", "c.webp"]
        assert dataset.count_sample_tags() == {"new": 3}
        flat = ln.Dataset.from_images_dir(str(folder), recursive=False)
        assert len(flat) == 2
        assert dataset[str(folder / "b.png")].filename == "b.png"

    def test_of_paths_and_patterns(self, folder: Path) -> None:
        paths = [str(folder / "a.JPG"), str(folder / "b.png")]
        assert len(ln.Dataset.from_images(paths)) == 2
        assert len(ln.Dataset.from_images(iter(paths), sample_parser=str.lower)) == 2
        assert len(ln.Dataset.from_images_patt(f"{folder}/**/*.webp")) == 1
        dataset = ln.Dataset(fresh_name())
        dataset.add_images(paths[:1])
        dataset.add_images_dir(folder / "inner")  # type: ignore[arg-type]
        assert len(dataset) == 2

    def test_a_failed_import_leaves_no_dataset(self, folder: Path) -> None:
        name = fresh_name()
        with pytest.raises(ValueError, match="no folder"):
            ln.Dataset.from_images_dir(str(folder / "nope"), name=name)
        with pytest.raises(ValueError, match="filepath must be"):
            ln.Dataset.from_images([str(folder / "a.JPG"), 5], name=name)
        assert not ln.dataset_exists(name)

    def test_metadata_is_computed(self, folder: Path) -> None:
        dataset = ln.Dataset.from_images_dir(str(folder))
        dataset.compute_metadata()
        assert dataset.values("metadata.width") == [32, 32, 32]
        assert dataset.first().metadata.mime_type == "image/jpeg"
        assert dataset.stats(include_media=True)["media_bytes"] > 0

    def test_files_without_metadata_are_named(self, folder: Path) -> None:
        (folder / "bad.png").write_text("no picture")
        dataset = ln.Dataset.from_images_dir(str(folder))
        dataset.add_sample(ln.Sample(str(folder / "missing.png")))
        dataset.compute_metadata()
        assert dataset.count("metadata.width") == 3
        with pytest.warns(UserWarning) as warned:
            dataset.compute_metadata(warn_failures=True)
        texts = " ".join(str(warning.message) for warning in warned)
        assert "bad.png is no picture" in texts
        assert "missing.png is not there" in texts
        with pytest.raises(ValueError, match=r"bad\.png|missing\.png"):
            dataset.compute_metadata(skip_failures=False)
