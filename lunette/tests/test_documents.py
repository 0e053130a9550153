"""Embedded documents: those that users define, free-form ones, documents in samples."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lunette as ln
from lunette import ViewField as F


class LensInfo(ln.EmbeddedDocument):
    name = ln.StringField(required=True)
    focal_length = ln.FloatField()
    bought = ln.DateField()
    serial = ln.UUIDField()
    filters = ln.ListField(ln.StringField())


class CameraInfo(ln.DynamicEmbeddedDocument):
    model = ln.StringField(default="unknown")
    lens = ln.EmbeddedDocumentField(LensInfo)
    others = ln.EmbeddedDocumentListField(LensInfo)
    settings = ln.DictField()


SERIAL = uuid.UUID("12345678-1234-5678-1234-567812345678")


def camera() -> CameraInfo:
    lens = LensInfo(name="wide", focal_length=24, bought=date(2020, 2, 29), serial=SERIAL)
    return CameraInfo(lens=lens, others=[LensInfo(name="tele")], owner="me")


@pytest.fixture
def dataset(bridge: Any) -> Iterator[ln.Dataset]:
    made = ln.Dataset()
    yield made
    made.delete()


class TestClassesOfUsers:
    def test_check_values_when_they_are_given(self) -> None:
        with pytest.raises(ln.ValidationError, match=r"LensInfo\.name is required"):
            LensInfo()
        with pytest.raises(ln.ValidationError, match=r"LensInfo\.focal_length must be a number"):
            LensInfo(name="x", focal_length="long")
        with pytest.raises(ValueError, match="no attribute 'weight', only name, focal_length"):
            LensInfo(name="x", weight=3)
        lens = LensInfo(name="x")
        with pytest.raises(ln.ValidationError, match="required"):
            lens.name = None
        with pytest.raises(ln.ValidationError, match=r"CameraInfo.lens must be a LensInfo"):
            CameraInfo(lens=ln.Detection())

    def test_have_defaults_and_lists_of_their_own(self) -> None:
        a, b = CameraInfo(), CameraInfo()
        assert a.model == "unknown"
        assert a.lens is None
        a.settings["iso"] = 100
        assert b.settings == {}
        assert a.field_names == ("model", "lens", "others", "settings")

    def test_come_back_from_a_dataset_as_they_were(self, dataset: ln.Dataset) -> None:
        dataset.add_sample(ln.Sample("/a.png", camera=camera()))
        found = dataset.view().first()["camera"]
        assert type(found) is CameraInfo
        assert type(found.others[0]) is LensInfo
        assert (found.lens.bought, found.lens.serial) == (date(2020, 2, 29), SERIAL)
        assert found == camera()
        assert CameraInfo.from_json(camera().to_json()) == camera()
        flat = dataset.get_field_schema(flat=True)
        assert str(flat["camera.lens.focal_length"]) == "lunette.FloatField"
        assert str(flat["camera.lens.bought"]) == "lunette.DateField"
        assert "camera.owner" not in flat

    def test_are_checked_as_the_schema_says(self, dataset: ln.Dataset) -> None:
        dataset.add_sample(ln.Sample("/a.png", camera=camera()))
        sample = dataset.first()
        with pytest.raises(ln.ValidationError, match="must be a CameraInfo"):
            sample["camera"] = LensInfo(name="x")
        sample.camera.lens.filters.append(5)
        with pytest.raises(ValueError, match="filters"):
            sample.save()

    def test_can_be_queried(self, dataset: ln.Dataset) -> None:
        dataset.add_samples(
            [ln.Sample("/a.png", camera=camera()), ln.Sample("/b.png", camera=CameraInfo())]
        )
        assert dataset.count_values("camera.model") == {"unknown": 2}
        assert len(dataset.match(F("camera.lens.focal_length") > 20)) == 1
        assert dataset.match(F("camera.lens.name") == "wide").first().filepath == "/a.png"

    def test_have_their_further_attributes_declared_if_that_is_asked_for(
        self, dataset: ln.Dataset
    ) -> None:
        dataset.add_sample(ln.Sample("/a.png", camera=camera()), dynamic=True)
        assert str(dataset.get_field_schema(flat=True)["camera.owner"]) == "lunette.StringField"
        assert dataset.count_values("camera.owner") == {"me": 1}

    def test_may_be_defined_again_as_in_a_notebook(self, dataset: ln.Dataset) -> None:
        def define() -> Any:
            class Notes(ln.EmbeddedDocument):
                text = ln.StringField()

            return Notes

        first = define()
        dataset.add_sample(ln.Sample("/a.png", notes=first(text="a")))
        again = define()
        dataset.add_sample(ln.Sample("/b.png", notes=again(text="b")))
        sample = dataset.view().last()
        assert type(sample.notes) is again

    def test_may_not_take_the_name_of_ours(self) -> None:
        with pytest.raises(ValueError, match="has a document class 'Detection' already"):
            type("Detection", (ln.EmbeddedDocument,), {"__module__": "mine"})

    def test_are_read_as_free_form_ones_where_they_are_not_defined(self) -> None:
        ln.config.module_path = "no_such_module_of_documents"  # type: ignore[assignment]
        try:
            with pytest.warns(UserWarning, match="'no_such_module_of_documents'"):
                found = ln.EmbeddedDocument.from_dict({"_cls": "Unknown", "a": 1})
        finally:
            ln.config.module_path = None
        assert type(found) is ln.DynamicEmbeddedDocument
        assert found.to_dict() == {"_cls": "Unknown", "a": 1}

    def test_are_found_in_the_modules_that_the_environment_names(
        self, dataset: ln.Dataset, tmp_path: Path, lunette_home: Path
    ) -> None:
        (tmp_path / "my_documents.py").write_text(
            "import lunette as ln\nclass Robot(ln.EmbeddedDocument):\n    serial = ln.UUIDField()\n"
        )
        code = (
            "import lunette as ln, sys\n"
            "sample = ln.load_dataset(sys.argv[1]).first()\n"
            "print(type(sample.robot).__name__, type(sample.robot.serial).__name__)\n"
            "sample.tags.append('seen'); sample.save()\n"
        )
        sys.path.insert(0, str(tmp_path))
        try:
            from my_documents import Robot  # type: ignore[import-not-found]
        finally:
            sys.path.remove(str(tmp_path))
        dataset.add_sample(ln.Sample("/a.png", robot=Robot(serial=SERIAL)))

        def run(**environment: str) -> str:
            import os

            env = {**os.environ, "PYTHONPATH": str(tmp_path), **environment}
            command = [sys.executable, "-c", code, dataset.name]
            return subprocess.run(
                command, env=env, check=True, capture_output=True, text=True
            ).stdout.strip()

        assert run(LUNETTE_MODULE_PATH="my_documents") == "Robot UUID"
        assert run() == "DynamicEmbeddedDocument str"
        assert type(dataset.view().first().robot) is Robot


class TestFreeForm:
    def test_documents_take_any_attributes(self, dataset: ln.Dataset) -> None:
        document = ln.DynamicEmbeddedDocument(
            a=1, when=datetime(2020, 1, 1), inner=ln.DynamicEmbeddedDocument(b=[1, 2])
        )
        dataset.add_sample(ln.Sample("/a.png", document=document, several=[document, document]))
        sample = dataset.view().first()
        assert sample.document == document
        assert sample.several == [document, document]
        assert sample["document.inner.b"] == [1, 2]
        assert dataset.values("document.a") == [1]

    def test_dotted_paths_read_set_and_clear(self, dataset: ln.Dataset) -> None:
        dataset.add_sample(
            ln.Sample("/a.png", d=ln.DynamicEmbeddedDocument(a=1), m={"x": {"y": 1}})
        )
        sample = dataset.first()
        sample["d.a"] = 2
        sample["d.b"] = "new"
        sample["m.x.y"] = 3
        sample.save()
        stored = dataset.view().first()
        assert (stored["d.a"], stored["d.b"], stored["m.x.y"]) == (2, "new", 3)
        del sample["d.b"]
        assert not sample.has_field("d.b")
        with pytest.raises(KeyError, match=r"d\.nope"):
            sample["d.nope"]
        with pytest.raises(AttributeError, match=r"d\.nope"):
            sample.get_field("d.nope")
        with pytest.raises(AttributeError, match=r"d\.nope"):
            sample.set_field("d.nope", 1, create=False)
        with pytest.raises(ValueError, match="is not set"):
            sample["metadata.width"] = 5

    def test_extended_json_of_databases_is_read(self) -> None:
        import base64
        import io
        import zlib

        buffer = io.BytesIO()
        np.save(buffer, np.eye(2))
        packed = base64.b64encode(zlib.compress(buffer.getvalue())).decode()
        label = ln.Classification.from_dict(
            {
                "_id": {"$oid": "5f0e6dd3d7c5a9b1e2f3a4b5"},
                "_cls": "Classification",
                "label": "cat",
                "matrix": {"$binary": {"base64": packed, "subType": "00"}},
                "a": {"$date": "2020-01-01T12:00:00Z"},
                "b": {"$date": {"$numberLong": "0"}},
                "c": {"$date": 86_400_000},
            }
        )
        assert label.id == "5f0e6dd3d7c5a9b1e2f3a4b5"
        np.testing.assert_array_equal(label.matrix, np.eye(2))
        assert label.a == datetime(2020, 1, 1, 12)
        assert (label.b, label.c) == (datetime(1970, 1, 1), datetime(1970, 1, 2))

    def test_merging_appends_to_lists_and_keeps_what_is_none(self) -> None:
        mine = ln.DynamicEmbeddedDocument(a=1, l=["x"], m={"p": 1, "q": 2})
        other = ln.DynamicEmbeddedDocument(a=2, b=3, l=["x", "y"], m={"q": 5})
        kept = mine.copy()
        kept.merge(other, overwrite=False)
        assert dict(kept.iter_fields()) == {"a": 1, "b": 3, "l": ["x", "y"], "m": {"p": 1, "q": 2}}
        mine.merge(other, merge_lists=False, merge_dicts=False)
        assert (mine.a, mine.l, mine.m) == (2, ["x", "y"], {"q": 5})

    def test_fields_may_not_be_made_if_that_is_said(self) -> None:
        document = ln.DynamicEmbeddedDocument(a=1)
        with pytest.raises(ValueError, match="no attribute 'b'"):
            document.set_field("b", 1, create=False)
        document.set_field("b", 1)
        document.clear_field("b")
        assert not document.has_field("b")
        assert dict(document.iter_fields()) == {"a": 1}
