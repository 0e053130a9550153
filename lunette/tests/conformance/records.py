"""What is kept with a dataset: saved views, runs, indexes, summaries, properties."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np

from lunette.tests.conformance.trial import Trial, case, outcome, plain


@case
def flat(trial: Trial) -> Any:
    d = trial.new()
    return sorted(d.get_field_schema(flat=True))


@case
def ftypes(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    s = trial.fo.Sample(
        trial.picture(0),
        a=1,
        b=1.5,
        c="s",
        d=True,
        e=[1, 2],
        f=[1, "a"],
        g={"x": 1},
        h=np.arange(3),
        i=np.zeros((2, 2)),
        j=datetime.datetime(2020, 1, 1),
        k=datetime.date(2020, 1, 1),
        l=[],
        m=(1, 2.5),
    )
    d.add_sample(s)
    return {
        k: str(v).replace(trial.fo.__name__ + ".core.fields", "")
        for k, v in d.get_field_schema().items()
        if len(k) == 1
    }


@case
def values_back(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    s = trial.fo.Sample(
        trial.picture(0),
        g={"x": 1, "y": [1, {"z": 2}]},
        h=np.arange(3),
        i=np.zeros((2, 2)),
        j=datetime.datetime(2020, 1, 1, 2, 3, 4, 567891),
        k=datetime.date(2020, 1, 2),
        m=(1, 2),
    )
    d.add_sample(s)
    d.reload()
    t = trial.fo.load_dataset(d.name).first()
    return (
        plain(t["g"]),
        type(t["h"]).__name__,
        type(t["i"]).__name__,
        str(t["j"]),
        str(t["k"]),
        t["m"],
    )


@case
def saved_views(trial: Trial) -> Any:
    d = trial.new()
    d.save_view("My View", d.match(trial.F("num") > 1), description="x", color="#ff0000")
    v = d.load_saved_view("My View")
    a = (
        d.list_saved_views(),
        v.name,
        v.is_saved,
        len(v),
        d.has_saved_view("My View"),
        d.has_saved_views,
        d.get_saved_view_info("My View"),
    )
    d.update_saved_view_info("My View", {"name": "Other"})
    b = d.list_saved_views()
    d.delete_saved_view("Other")
    return (a[:6], sorted(a[6]), a[6]["description"], b, d.list_saved_views())


@case
def saved_dup(trial: Trial) -> Any:
    d = trial.new()
    d.save_view("a b", d.limit(1))
    return (
        outcome(lambda: d.save_view("A-B", d.limit(2))),
        outcome(lambda: d.save_view("a b", d.limit(2), overwrite=True)),
        len(d.load_saved_view("a b")),
    )


@case
def runs(trial: Trial) -> Any:
    d = trial.new()
    c = d.init_run(foo="bar")
    d.register_run("key", c)
    r = d.init_run_results("key", x=[1, 2])
    d.save_run_results("key", r)
    q = d.load_run_results("key")
    i = d.get_run_info("key")
    return (d.list_runs(), d.has_run("key"), i.config.foo, q.x, i.key)


@case
def indexes(trial: Trial) -> Any:
    d = trial.new()
    a = d.list_indexes()
    b = d.create_index("num")
    c = d.create_index([("word", 1), ("num", -1)])
    return (
        sorted(a),
        b,
        c,
        sorted(d.list_indexes()),
        (d.drop_index("num"), sorted(d.list_indexes()))[1],
        outcome(lambda: d.drop_index("filepath")),
    )


@case
def uniq(trial: Trial) -> Any:
    d = trial.new()
    d.create_index("word", unique=True)
    return (outcome(lambda: d.add_sample(trial.fo.Sample(trial.picture(9), word="w1"))), len(d))


@case
def summary(trial: Trial) -> Any:
    d = trial.new()
    nm = d.create_summary_field("det.detections.label")
    return (
        nm,
        [sorted(x) if x else x for x in d.values(nm)],
        d.list_summary_fields(),
        str(type(d.get_field(nm)).__name__),
        d.get_field(nm).read_only,
    )


@case
def summary_counts(trial: Trial) -> Any:
    d = trial.new()
    nm = d.create_summary_field("det.detections.label", include_counts=True)
    return (nm, sorted([(x["label"], x["count"]) for x in d.last()[nm]]))


@case
def summary_num(trial: Trial) -> Any:
    d = trial.new()
    nm = d.create_summary_field("det.detections.confidence")
    x = d.last()[nm]
    return (nm, x["min"], x["max"])


@case
def props(trial: Trial) -> Any:
    d = trial.new()
    d.classes = {"det": ["a", "b"]}
    d.default_classes = ["z"]
    d.mask_targets = {"seg": {1: "x"}}
    d.default_mask_targets = {1: "y"}
    d.skeletons = {"kp": trial.fo.KeypointSkeleton(labels=["a", "b"], edges=[[0, 1]])}
    d.reload()
    return (
        d.classes,
        d.default_classes,
        plain(d.mask_targets),
        plain(d.default_mask_targets),
        d.skeletons["kp"].edges,
    )


@case
def metadata(trial: Trial) -> Any:
    d = trial.new(2)
    d.compute_metadata()
    m = d.first().metadata
    return (m.width, m.height, m.num_channels, m.mime_type, sorted(m.field_names))


@case
def list_info(trial: Trial) -> Any:
    d = trial.new()
    x = next(i for i in trial.fo.list_datasets(info=True) if i["name"] == d.name)
    return (sorted(x), trial.fo.list_datasets(d.name) == [d.name])


@case
def exist(trial: Trial) -> Any:
    return (trial.fo.dataset_exists("nope"), outcome(lambda: trial.fo.load_dataset("nope")))


@case
def slug(trial: Trial) -> Any:
    d = trial.fo.Dataset("My Data_set.7")
    r = d.slug
    d.delete()
    return (r[:12], d.deleted, outcome(lambda: len(d)))


@case
def readonly(trial: Trial) -> Any:
    d = trial.new()
    f = d.get_field("num")
    f.read_only = True
    f.save()
    s = d.first()
    return (outcome(lambda: (s.__setitem__("num", 4.0), s.save())), d.values("num"))


@case
def desc(trial: Trial) -> Any:
    d = trial.new()
    f = d.get_field("num")
    f.description = "hello"
    f.info = {"a": 1}
    f.save()
    d.reload()
    return (d.get_field("num").description, d.get_field("num").info)


@case
def todict(trial: Trial) -> Any:
    d = trial.new(2)
    x = d.to_dict()
    return (sorted(x), len(x["samples"]))


@case
def add_dup_field(trial: Trial) -> Any:
    d = trial.new()
    return (
        outcome(lambda: d.add_sample_field("num", trial.fo.IntField)),
        outcome(lambda: d.add_sample_field("num", trial.fo.FloatField)),
        outcome(lambda: d.add_sample_field("x.y", trial.fo.IntField)),
    )


@case
def timestamps(trial: Trial) -> Any:
    d = trial.new()
    s = d.first()
    c = s.created_at
    m = s.last_modified_at
    s["num"] = 5.0
    s.save()
    return (
        c is not None,
        s.last_modified_at > m,
        s.created_at == c,
        outcome(lambda: (s.__setitem__("created_at", c), s.save())),
    )


@case
def viewname(trial: Trial) -> Any:
    d = trial.new()
    v = d.limit(2)
    return (
        v.name,
        v.dataset_name == d.name,
        v.is_saved,
        len(v.view()),
        v == d.limit(2),
        v.get_field_schema().keys() == d.get_field_schema().keys(),
    )
