"""Samples: identity, saving, documents, what they refuse."""

from __future__ import annotations

from typing import Any

from lunette.tests.conformance.trial import Trial, case, outcome


@case
def sample_adopt(trial: Trial) -> Any:
    d = trial.new()
    s = trial.fo.Sample(trial.picture(8))
    i = d.add_sample(s)
    e = trial.new()
    j = e.add_sample(s)
    return (s.in_dataset, s.dataset_name == d.name, i != j, len(e))


@case
def singleton(trial: Trial) -> Any:
    d = trial.new()
    s = d.first()
    return (d[s.id] is s, d[s.filepath] is s, next(iter(d)) is s, d.view().first() is s)


@case
def detach(trial: Trial) -> Any:
    d = trial.new()
    s = d.first()
    d.delete_samples(s)
    return (s.in_dataset, s.id, s["num"], len(d))


@case
def viewsample_save(trial: Trial) -> Any:
    d = trial.new()
    v = d.filter_labels("det", trial.F("label") == "d1")
    s = v.first()
    s.det.detections[0].label = "X"
    s.save()
    return trial.labels(d)


@case
def viewsample_struct(trial: Trial) -> Any:
    d = trial.new()
    v = d.filter_labels("det", trial.F("label") == "d1")
    s = v.first()
    s.det.detections.append(trial.fo.Detection(label="Y"))
    return (outcome(s.save), trial.labels(d))


@case
def viewsample_excl(trial: Trial) -> Any:
    d = trial.new()
    s = d.exclude_fields("num").first()
    s["num"] = 4.0
    s.save()
    return (d.values("num"), s["num"])


@case
def delitem(trial: Trial) -> Any:
    d = trial.new()
    s = d.first()
    del s["num"]
    s.save()
    return d.values("num")


@case
def delitem_detached(trial: Trial) -> Any:
    s = trial.fo.Sample(trial.picture(0), a=1, tags=["x"])
    del s["a"]
    del s["tags"]
    return (s.has_field("a"), s.tags)


@case
def fieldnames(trial: Trial) -> Any:
    d = trial.new()
    return (list(d.first().field_names), list(trial.fo.Sample(trial.picture(0), z=1).field_names))


@case
def to_dict(trial: Trial) -> Any:
    s = trial.fo.Sample(trial.picture(0), z=1, cls=trial.fo.Classification(label="a"))
    return (
        sorted(s.to_dict()),
        sorted(s.to_dict(include_private=True)),
        sorted(s.to_dict()["cls"]),
    )


@case
def label_to_dict(trial: Trial) -> Any:
    d = trial.fo.Detection(label="a", bounding_box=[0, 0, 1, 1], foo=3).to_dict()
    return (sorted(d), d["_cls"])


@case
def label_iter(trial: Trial) -> Any:
    d = trial.fo.Detection(label="a", bounding_box=[0, 0, 1, 1], foo=3)
    return (
        list(d.field_names),
        [k for k, _ in d.iter_fields()],
        d.has_field("foo"),
        d["foo"],
        list(d.iter_attributes()) if hasattr(d, "iter_attributes") else None,
    )


@case
def sample_merge(trial: Trial) -> Any:
    a = trial.fo.Sample(trial.picture(0), num=1.0, tags=["a"], l=[1])
    b = trial.fo.Sample(trial.picture(0), num=None, tags=["b"], l=[1, 2], w="q")
    a.merge(b)
    return (a["num"], a.tags, a["l"], a["w"])


@case
def dotted(trial: Trial) -> Any:
    s = trial.fo.Sample(trial.picture(0), cls=trial.fo.Classification(label="a"))
    s["cls.label"] = "b"
    return (s["cls.label"], s.get_field("cls.label"))


@case
def dynfields(trial: Trial) -> Any:
    d = trial.new()
    s = d.last()
    s.det.detections[0]["foo"] = 3
    s.save()
    return (
        sorted(d.get_dynamic_field_schema()),
        [sorted(k for k in d.get_field_schema(flat=True) if "foo" in k)],
        (
            d.add_dynamic_sample_fields(),
            sorted(k for k in d.get_field_schema(flat=True) if "foo" in k),
        )[1],
    )


@case
def autosave(trial: Trial) -> Any:
    d = trial.new()
    for s in d.iter_samples(autosave=True):
        s["num"] += 1
    r = [d.values("num")]
    with d.save_context() as c:
        for s in d:
            s["word"] = "q"
            c.save(s)
    return [*r, d.values("word")]


@case
def update_samples(trial: Trial) -> Any:
    d = trial.new()
    d.update_samples(lambda s: s.__setitem__("num", s["num"] + 1), progress=False)
    return d.values("num")


@case
def one(trial: Trial) -> Any:
    d = trial.new()
    return (
        d.one(trial.F("num") == 2)["word"],
        d[trial.picture(1)]["word"],
        d.head(2)[1]["word"],
        d.tail(1)[0]["word"],
        len(d[1:3]),
        d.view().last()["word"],
    )


@case
def delsamples(trial: Trial) -> Any:
    d = trial.new()
    d.delete_samples(d.limit(1))
    d.delete_samples([d.first().id])
    d.delete_samples(d.first())
    return len(d)


@case
def clearall(trial: Trial) -> Any:
    d = trial.new()
    d.clear()
    return (len(d), sorted(d.get_field_schema())[:3])
