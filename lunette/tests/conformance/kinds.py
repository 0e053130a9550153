"""Groups, patches, frames, clips, conversions of labels."""

from __future__ import annotations

from typing import Any

import numpy as np

from lunette.tests.conformance.trial import Trial, case, outcome, plain


@case
def groups(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    d.add_group_field("group", default="left")
    g = [trial.fo.Group() for _ in range(3)]
    S = []
    for i, x in enumerate(g):
        S += [
            trial.fo.Sample(trial.picture(2 * i), group=x.element("left"), num=float(i)),
            trial.fo.Sample(trial.picture(2 * i + 1), group=x.element("right"), num=float(i * 10)),
        ]
    d.add_samples(S)
    v = d.select_group_slices(["left", "right"])
    r = [
        len(d),
        d.media_type,
        d.group_field,
        d.group_slices,
        d.default_group_slice,
        plain(d.group_media_types),
        d.values("num"),
        len(v),
        v.media_type,
        d.select_group_slices("right").values("num"),
        d.match(trial.F("num") > 0).values("num"),
    ]
    d.group_slice = "right"
    r += [
        d.values("num"),
        sorted(d.get_group(g[1].id)),
        [sorted(k) for k in d.iter_groups()],
        d.match(trial.F("groups.left.num") > 0).values("num"),
        outcome(lambda: setattr(d, "group_slice", "nope")),
        outcome(lambda: d.add_sample(trial.fo.Sample(trial.picture(0)))),
    ]
    return r


@case
def group_by(trial: Trial) -> Any:
    d = trial.new(6)
    v = d.group_by("cls.label")
    return (
        len(v),
        v.media_type,
        sorted(v.values("num")),
        sorted(len(x) for x in v.iter_dynamic_groups()),
        v.get_dynamic_group("c1").values("num"),
        d.group_by("cls.label", order_by="num", reverse=True).get_dynamic_group("c1").values("num"),
        len(v.flatten()),
        d.group_by("cls.label", match_expr=trial.F().length() > 2).count() if False else 0,
    )


@case
def patches(trial: Trial) -> Any:
    d = trial.new()
    v = d.to_patches("det")
    s = v.first()
    return (
        len(v),
        sorted(v.get_field_schema()),
        s.det.label,
        type(s).__name__,
        type(v).__name__,
        s.sample_id == d.skip(1).first().id,
        v.count_values("det.label"),
        v.values("id") == d.values("det.detections.id", unwind=True),
    )


@case
def patches_save(trial: Trial) -> Any:
    d = trial.new()
    v = d.to_patches("det")
    s = v.first()
    s.det.label = "ZZ"
    s.save()
    v.match(trial.F("det.label") == "d1").tag_labels("pt")
    return (trial.labels(d), d.count_label_tags())


@case
def patches_delete(trial: Trial) -> Any:
    d = trial.new()
    v = d.to_patches("det")
    v.match(trial.F("det.label") != "d0").keep()
    return trial.labels(d)


@case
def patches_other(trial: Trial) -> Any:
    d = trial.new()
    v = d.to_patches("det", other_fields=["num"])
    return (v.values("num"), sorted(v.get_field_schema()))


@case
def evalpatches(trial: Trial) -> Any:
    d = trial.new()
    return outcome(lambda: d.to_evaluation_patches("nope"))


@case
def frames(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    s = trial.fo.Sample(str(trial.folder / "v.mp4"))
    f = trial.fo.Frame(
        quality=1.0,
        det=trial.fo.Detections(
            detections=[trial.fo.Detection(label="a", bounding_box=[0, 0, 1, 1])]
        ),
    )
    s.frames[1] = f
    s.frames[3] = trial.fo.Frame(quality=3.0)
    d.add_sample(s)
    t = d.first()
    return (
        d.media_type,
        sorted(d.get_frame_field_schema()),
        list(t.frames),
        t.frames[1].quality,
        len(t.frames),
        d.count("frames"),
        d.values("frames.quality"),
        d.sum("frames.quality"),
        d.count_values("frames.det.detections.label"),
        t[3].quality,
        list(t.frames.keys()),
        t.frames.first().frame_number,
        t.frames.last().frame_number,
        sorted(t.frames[1].field_names),
        d.match_frames(trial.F("quality") > 2).values("frames.quality"),
        d.filter_labels("frames.det", trial.F("label") == "a").count("frames.det.detections"),
        outcome(lambda: t.frames[0]),
        d.match(trial.F("frames").length() > 1).count(),
    )


@case
def frames_edit(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    s = trial.fo.Sample(str(trial.folder / "v.mp4"))
    s.frames[1] = trial.fo.Frame(a=1)
    d.add_sample(s)
    s.frames[2] = trial.fo.Frame(a=2)
    s.frames[1]["a"] = 5
    s.save()
    r = [d.values("frames.a")]
    del s.frames[1]
    s.save()
    r += [d.values("frames.a")]
    d.set_values("frames.b", [["x"]])
    r += [d.values("frames.b")]
    d.add_frame_field("c", trial.fo.IntField)
    r += [sorted(d.get_frame_field_schema())]
    d.clear_frames()
    r += [d.count("frames")]
    return r


@case
def to_frames(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    s = trial.fo.Sample(str(trial.folder / "v.mp4"))
    s.frames[1] = trial.fo.Frame(filepath=trial.picture(0), a=1)
    s.frames[2] = trial.fo.Frame(filepath=trial.picture(1), a=2)
    d.add_sample(s)
    v = d.to_frames(sample_frames=False)
    return (
        len(v),
        sorted(v.get_field_schema()),
        v.values("a"),
        v.values("frame_number"),
        type(v).__name__,
    )


@case
def to_clips(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    s = trial.fo.Sample(
        str(trial.folder / "v.mp4"),
        ev=trial.fo.TemporalDetections(
            detections=[
                trial.fo.TemporalDetection(label="m", support=[1, 2]),
                trial.fo.TemporalDetection(label="n", support=[3, 5]),
            ]
        ),
    )
    d.add_sample(s)
    v = d.to_clips("ev")
    return (len(v), v.values("support"), v.values("ev.label"), sorted(v.get_field_schema()))


@case
def labels_conv(trial: Trial) -> Any:
    m = np.zeros((8, 8), dtype=bool)
    m[2:6, 2:6] = True
    d = trial.fo.Detection(label="a", bounding_box=[0.25, 0.25, 0.5, 0.5], mask=m)
    p = d.to_polyline()
    s = d.to_segmentation(frame_size=(16, 16))
    return (
        p.closed,
        p.filled,
        len(p.points),
        sorted(np.unique(s.mask).tolist()),
        int((s.mask > 0).sum()),
    )


@case
def seg_conv(trial: Trial) -> Any:
    m = np.zeros((10, 10), dtype=np.uint8)
    m[1:4, 1:4] = 1
    m[6:9, 6:9] = 2
    s = trial.fo.Segmentation(mask=m)
    d = s.to_detections(mask_targets={1: "x", 2: "y"})
    return (
        [
            (x.label, [round(float(b), 3) for b in x.bounding_box], x.mask.shape)
            for x in d.detections
        ],
        sorted(x.label for x in s.to_polylines(mask_targets={1: "x", 2: "y"}).polylines),
    )


@case
def poly_conv(trial: Trial) -> Any:
    p = trial.fo.Polyline(
        label="q", points=[[(0.1, 0.1), (0.5, 0.1), (0.5, 0.5)]], closed=True, filled=True
    )
    d = p.to_detection()
    dm = p.to_detection(mask_size=(8, 8))
    s = p.to_segmentation(frame_size=(20, 20))
    return (
        [round(float(b), 4) for b in d.bounding_box],
        dm.mask.shape,
        int((s.mask > 0).sum()),
        trial.fo.Polyline.from_rotated_box(50, 50, 20, 10, 0.3, (100, 100)).points
        and [
            [round(float(a), 4) for a in pt]
            for pt in trial.fo.Polyline.from_rotated_box(50, 50, 20, 10, 0.3, (100, 100)).points[0]
        ],
    )


@case
def from_mask(trial: Trial) -> Any:
    m = np.zeros((10, 20), dtype=bool)
    m[2:5, 4:9] = 1
    d = trial.fo.Detection.from_mask(m, label="a")
    return ([round(float(b), 3) for b in d.bounding_box], d.mask.shape)


@case
def custom_doc(trial: Trial) -> Any:
    d = trial.fo.Dataset()
    d.add_sample(
        trial.fo.Sample(
            trial.picture(0),
            emb=trial.fo.DynamicEmbeddedDocument(a=1, b="x"),
            lst=[trial.fo.DynamicEmbeddedDocument(a=1), trial.fo.DynamicEmbeddedDocument(a=2)],
        )
    )
    return (
        d.values("emb.a"),
        d.values("lst.a"),
        d.first().emb.b,
        sorted(d.get_field_schema(flat=True)),
    )
