"""Values, labels and fields that are edited; views written back; copies and merges."""

from __future__ import annotations

from typing import Any

from lunette.tests.conformance.trial import Trial, case


@case
def set_values_list(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("num", [9.0, 8.0, 7.0, 6.0])
    return d.values("num")


@case
def set_values_new(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("extra", ["a", None, "b", "c"])
    return (d.values("extra"), str(type(d.get_field("extra")).__name__))


@case
def set_values_dict(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("num", {trial.picture(1): 5.0}, key_field="filepath")
    return d.values("num")


@case
def set_values_nested(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("det.detections.confidence", [[], [0.5], [0.6, 0.7], [0.1, 0.2, 0.3]])
    return d.values("det.detections.confidence")


@case
def set_values_nested_new(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("det.detections.foo", [[], [1], [2, 3], [4, 5, 6]])
    return (
        d.values("det.detections.foo"),
        "foo" in d.get_field_schema(flat=True),
        sorted(k for k in d.get_field_schema(flat=True) if "foo" in k),
    )


@case
def set_values_dyn(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("det.detections.foo", [[], [1], [2, 3], [4, 5, 6]], dynamic=True)
    return sorted(k for k in d.get_field_schema(flat=True) if "foo" in k)


@case
def set_values_skip(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("num", [None, 8.0, None, 6.0], skip_none=True)
    return d.values("num")


@case
def set_values_none(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("num", [None, 8.0, None, 6.0])
    return d.values("num")


@case
def set_values_view(trial: Trial) -> Any:
    d = trial.new()
    d.match(trial.F("num") > 1).set_values("word", ["x", "y"])
    return d.values("word")


@case
def set_values_filtered(trial: Trial) -> Any:
    d = trial.new()
    v = d.filter_labels("det", trial.F("confidence") > 0.2)
    v.set_values("det.detections.label", [["A"], ["B", "C"]])
    return trial.labels(d)


@case
def set_label_values(trial: Trial) -> Any:
    d = trial.new()
    ids = d.values("det.detections.id", unwind=True)
    d.set_label_values("det.detections.mark", {ids[0]: "m"})
    return d.values("det.detections.mark")


@case
def tag_labels(trial: Trial) -> Any:
    d = trial.new()
    d.tag_labels("t", "det")
    d.filter_labels("det", trial.F("label") == "d1").untag_labels("t")
    return d.values("det.detections.tags")


@case
def tag_samples(trial: Trial) -> Any:
    d = trial.new()
    d.limit(2).tag_samples(["a", "b"])
    d.limit(1).untag_samples("a")
    return d.values("tags")


@case
def delete_labels_ids(trial: Trial) -> Any:
    d = trial.new()
    ids = d.values("det.detections.id", unwind=True)
    d.delete_labels(ids=ids[:2])
    return trial.labels(d)


@case
def delete_labels_tags(trial: Trial) -> Any:
    d = trial.new()
    d.filter_labels("det", trial.F("label") == "d0").tag_labels("t")
    d.delete_labels(tags="t")
    return trial.labels(d)


@case
def delete_labels_view(trial: Trial) -> Any:
    d = trial.new()
    d.delete_labels(view=d.filter_labels("det", trial.F("label") == "d0"), fields="det")
    return trial.labels(d)


@case
def rename_field(trial: Trial) -> Any:
    d = trial.new()
    d.rename_sample_field("num", "n2")
    return (sorted(d.get_field_schema()), d.values("n2"))


@case
def rename_embedded(trial: Trial) -> Any:
    d = trial.new()
    d.set_values("det.detections.foo", [[], [1], [2, 3], [4, 5, 6]])
    d.add_dynamic_sample_fields()
    d.rename_sample_field("det.detections.foo", "det.detections.bar")
    return d.values("det.detections.bar")


@case
def clone_field(trial: Trial) -> Any:
    d = trial.new()
    d.clone_sample_field("det", "det2")
    return (
        d.values("det2.detections.label"),
        d.values("det2.detections.id") == d.values("det.detections.id"),
    )


@case
def clear_field(trial: Trial) -> Any:
    d = trial.new()
    d.clear_sample_field("det")
    return (d.values("det"), d.count("det.detections"))


@case
def delete_field(trial: Trial) -> Any:
    d = trial.new()
    d.delete_sample_field("det")
    return sorted(d.get_field_schema())


@case
def view_clear_field(trial: Trial) -> Any:
    d = trial.new()
    d.limit(2).clear_sample_field("num")
    return d.values("num")


@case
def view_save(trial: Trial) -> Any:
    d = trial.new()
    d.filter_labels("det", trial.F("label") != "d0").save()
    return (len(d), trial.labels(d))


@case
def view_save_nomatch(trial: Trial) -> Any:
    d = trial.new()
    d.filter_labels("det", trial.F("label") != "d0", only_matches=False).save()
    return (len(d), trial.labels(d))


@case
def view_save_fields(trial: Trial) -> Any:
    d = trial.new()
    d.set_field("num", trial.F("num") * 2).map_labels("det", {"d0": "z"}).save("num")
    return (d.values("num"), trial.labels(d))


@case
def view_keep(trial: Trial) -> Any:
    d = trial.new()
    d.match(trial.F("num") > 1).keep()
    return d.values("num")


@case
def view_clear(trial: Trial) -> Any:
    d = trial.new()
    d.match(trial.F("num") > 1).clear()
    return d.values("num")


@case
def view_keep_fields(trial: Trial) -> Any:
    d = trial.new()
    d.select_fields("num").keep_fields()
    return sorted(d.get_field_schema())


@case
def clone(trial: Trial) -> Any:
    d = trial.new()
    e = d.clone()
    return (
        len(e),
        trial.labels(e),
        e.values("id") == d.values("id"),
        e.values("det.detections.id") == d.values("det.detections.id"),
        e.persistent,
    )


@case
def clone_view(trial: Trial) -> Any:
    d = trial.new()
    e = d.filter_labels("det", trial.F("label") == "d0").clone()
    return (len(e), trial.labels(e))


@case
def merge_same(trial: Trial) -> Any:
    d = trial.new()
    o = trial.fo.Dataset()
    o.add_samples(
        [
            trial.fo.Sample(trial.picture(1), num=100.0, new="q"),
            trial.fo.Sample(trial.picture(9), num=9.0),
        ]
    )
    d.merge_samples(o)
    return ([p[-6:-4] for p in d.values("filepath")], d.values("num"), d.values("new"))


@case
def merge_noins(trial: Trial) -> Any:
    d = trial.new()
    d.merge_samples(
        [trial.fo.Sample(trial.picture(1), num=100.0), trial.fo.Sample(trial.picture(9))],
        insert_new=False,
    )
    return d.values("num")


@case
def merge_skip(trial: Trial) -> Any:
    d = trial.new()
    d.merge_samples(
        [trial.fo.Sample(trial.picture(1), num=100.0), trial.fo.Sample(trial.picture(9))],
        skip_existing=True,
    )
    return d.values("num")


@case
def merge_noover(trial: Trial) -> Any:
    d = trial.new()
    d.merge_samples([trial.fo.Sample(trial.picture(1), num=100.0, extra=1)], overwrite=False)
    return (d.values("num"), d.values("extra"))


@case
def merge_lists(trial: Trial) -> Any:
    d = trial.new()
    s = trial.fo.Sample(
        trial.picture(2),
        tags=["q"],
        det=trial.fo.Detections(detections=[trial.fo.Detection(label="NEW")]),
    )
    d.merge_samples([s])
    return (trial.labels(d), d.values("tags"))


@case
def merge_nolists(trial: Trial) -> Any:
    d = trial.new()
    s = trial.fo.Sample(
        trial.picture(2), det=trial.fo.Detections(detections=[trial.fo.Detection(label="NEW")])
    )
    d.merge_samples([s], merge_lists=False)
    return trial.labels(d)


@case
def merge_fields(trial: Trial) -> Any:
    d = trial.new()
    d.merge_samples([trial.fo.Sample(trial.picture(1), num=100.0, word="zz")], fields="word")
    return (d.values("num"), d.values("word"))


@case
def merge_fields_dict(trial: Trial) -> Any:
    d = trial.new()
    d.merge_samples(
        [trial.fo.Sample(trial.picture(1), num=100.0, word="zz")], fields={"word": "word2"}
    )
    return (d.values("word"), d.values("word2"))


@case
def merge_key(trial: Trial) -> Any:
    d = trial.new()
    d.merge_samples(
        [trial.fo.Sample(trial.picture(9), word="w1", num=7.0)],
        key_field="word",
        omit_fields="filepath",
    )
    return d.values("num")


@case
def add_collection(trial: Trial) -> Any:
    d = trial.new()
    e = trial.new(6)
    d.add_collection(e)
    return len(d)


@case
def split_merge(trial: Trial) -> Any:
    d = trial.new()
    d.clone_sample_field("det", "det2")
    d.filter_labels("det", trial.F("label") == "d0").split_labels(
        "det", "dz"
    ) if False else d.split_labels("det", "dz", filter=trial.F("label") == "d0")
    return (trial.labels(d), d.values("dz.detections.label"))
