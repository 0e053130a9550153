"""Expressions, computed by the bridge: what each method gives for one sample."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

import lunette as ln
from lunette import VALUE, ViewExpression
from lunette import ViewField as F
from lunette.tests.support.datasets import fresh_name

MOMENT = datetime(2024, 3, 5, 13, 45, 6, 789000)


@pytest.fixture(scope="module")
def dataset() -> ln.Dataset:
    dataset = ln.Dataset(fresh_name())
    labels = [
        ln.Detection(label="cat", confidence=0.5, bounding_box=[0, 0, 0.5, 0.5], size=2),
        ln.Detection(label="dog", confidence=0.25, bounding_box=[0, 0, 1, 0.25], size=1),
    ]
    dataset.add_sample(
        ln.Sample(
            "/data/a/b.jpg",
            x=2.5,
            n=-7,
            text=" Abc ",
            numbers=[3, 1, 2],
            words=["b", "a", "b"],
            flag=True,
            moment=MOMENT,
            bag={"inner": {"deep": 1}},
            predictions=ln.Detections(detections=labels),
        )
    )
    return dataset


DETECTIONS = F("predictions.detections")

CASES: list[tuple[ViewExpression, Any]] = [
    (F("n") % 3, -1),
    (2 ** F("x").floor(), 4),
    (F("x").round(), 2),
    (F("n").abs().sqrt().trunc(2), 2.64),
    (F("x").cos().arccos().round(6), 2.5),
    (ViewExpression(8).log(2), 3),
    (F("x").type(), "double"),
    (F("moment").type(), "date"),
    (F("n").to_string(), "-7"),
    (F("filepath").split("/"), ["", "data", "a", "b.jpg"]),
    (F("filepath").rsplit(".", 1)[0], "/data/a/b"),
    (F("filepath").replace("/data/", "").substr(start=2), "b.jpg"),
    (F("text").strip().lower(), "abc"),
    (F("text").lstrip().rstrip(" c"), "Ab"),
    (F("numbers")[0], 3),
    (F("numbers")[1:], [1, 2]),
    (F("numbers")[:-1], [3, 1]),
    (F("numbers").sort(), [1, 2, 3]),
    (F("numbers").sort(reverse=True), [3, 2, 1]),
    (F("words").unique(), ["a", "b"]),
    (F("words").union(["c"]).join("-"), "a-b-c"),
    (F("words").intersection(["b", "c"]), ["b"]),
    (F("words").difference(["a"]), ["b"]),
    (F("words").set_equals(["a", "b"]), True),
    (F("words").is_subset(["a", "b", "c"]), True),
    (F("numbers").reverse().append(9).prepend(0).insert(1, 5), [0, 5, 2, 1, 3, 9]),
    (F("numbers").extend([4], F("numbers")), [3, 1, 2, 4, 3, 1, 2]),
    (F("numbers").reduce(VALUE + F(), init_val=1), 7),
    (F("words").reduce(VALUE.concat(F()), init_val=""), "bab"),
    (F("numbers").std(sample=True), 1),
    (ViewExpression.range(3), [0, 1, 2]),
    (ViewExpression.enumerate(F("words"), start=1), [[1, "b"], [2, "a"], [3, "b"]]),
    (ViewExpression.zip(F("numbers"), ["x"]), [[3, "x"]]),
    (
        ViewExpression.zip(["x"], F("numbers"), use_longest=True, defaults=["y", 0]),
        [["x", 3], ["y", 1], ["y", 2]],
    ),
    (F("moment").hour() * 60 + F("moment").minute(), 13 * 60 + 45),
    (F("moment").day_of_week(), 3),
    (F("moment").week(), 9),
    (F("moment") - datetime(2024, 3, 5, 13, 45, 6), 789),
    (F("moment").to_string().to_date(), MOMENT),
    (F("x").cases({F("x") > 5: "big", F("x") > 1: "small"}, default="tiny"), "small"),
    (F("n").cases({-7: "seven"}), "seven"),
    (F("x").switch({F() > 5: "big"}, default="small"), "small"),
    (F("text").strip().map_values({"Abc": "x"}), "x"),
    (F("x").map_values({1: 2}), 2.5),
    ((F("x") + 0.5).apply(F() * F()), 9),
    (F("x").let_in((F("x") > 2) & (F("x") < 3)), True),
    (DETECTIONS[0]("label"), "cat"),
    (DETECTIONS.sort(key="size").map(F("label")), ["dog", "cat"]),
    (DETECTIONS.map(F().set_field("size", F() * 10)("size")), [20, 10]),
    (
        DETECTIONS.map(F().set_field("size", F("confidence"), relative=False)).map(F("size")),
        [0.5, 0.25],
    ),
    (DETECTIONS.map(F("bounding_box")[2] * F("bounding_box")[3] * F("$x")), [0.625, 0.625]),
    (F("bag").set_field("inner.deep", F() + 1)("inner.deep"), 2),
    (F("x").is_in([F("n"), 2.5]), True),
    (F("numbers").contains([1, 9]), True),
    (F("numbers").contains([1, 9], all=True), False),
    (F("numbers").min() + F("x").max(5), 6),
]


@pytest.mark.parametrize(("expression", "expected"), CASES, ids=[repr(case[0]) for case in CASES])
def test_value(dataset: ln.Dataset, expression: ViewExpression, expected: Any) -> None:
    # Wrapped, so that neither lists nor labels are looked into.
    [found] = dataset.values(F("x").if_else(expression, None))
    assert found == expected


def test_random_numbers_stay_with_their_samples() -> None:
    dataset = ln.Dataset(fresh_name())
    dataset.add_samples(ln.Sample(f"/{i}.png") for i in range(300))
    number = F.rand()
    values = dataset.values(number)
    assert values == dataset.values(number)
    assert values != dataset.values(F.rand())
    assert len(set(values)) == 300
    assert 0 <= min(values) < 0.1 < 0.9 < max(values) < 1
    half = dataset.match(number < 0.5)
    assert len(half) == sum(value < 0.5 for value in values)
    assert half.values(number) == [value for value in values if value < 0.5]
    shuffled = dataset.sort_by(number)
    assert shuffled.values(number) == sorted(values)
    assert abs(dataset.mean(F.randn())) < 0.3


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (F("text").year(), "year needs a date, but"),
        (F("x").join("-"), "join needs a list of texts, but"),
        (F("numbers").map(F("x")), "which has no parts"),
        (F("x").set_field("y", 1), "set_field needs a document, but"),
        (F("nope").unique(), "no field 'nope'"),
        (ViewExpression.range(10**9), "more than 1000000 numbers"),
    ],
)
def test_what_makes_no_sense_is_refused(
    dataset: ln.Dataset, expression: ViewExpression, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        dataset.values(expression)


@pytest.fixture(scope="module")
def videos() -> ln.Dataset:
    dataset = ln.Dataset(fresh_name())
    video = ln.Sample("/a.mp4", x=1)
    boxes = [ln.Detection(label=label, bounding_box=[0, 0, 1, 1]) for label in ("cat", "dog")]
    video.frames[1] = ln.Frame(q=1.5, gt=ln.Detections(detections=boxes))
    video.frames[3] = ln.Frame(q=2.5)
    dataset.add_samples([video, ln.Sample("/b.mp4", x=2)])
    return dataset


class TestFrames:
    def test_are_lists_of_documents(self, videos: ln.Dataset) -> None:
        assert videos.values(F("frames").length()) == [2, 0]
        assert videos.match(F("frames").filter(F("q") > 2).length() > 0).values("x") == [1]
        per_frame = videos.values(F("frames").map(F("gt.detections").length()))
        assert per_frame == [[2, 0], None]

    def test_are_looked_into(self, videos: ln.Dataset) -> None:
        assert videos.count("frames") == 2
        assert videos.values("frames.frame_number") == [[1, 3], None]
        assert videos.bounds("frames.q") == (1.5, 2.5)
        assert videos.sum(F("frames.q") * 2) == 8
        assert videos.count_values("frames.gt.detections.label") == {"cat": 1, "dog": 1}
        upper = videos.values("frames.gt.detections", expr=F("label").upper(), unwind=-1)
        assert upper == [["CAT", "DOG"], None]
        with pytest.raises(ValueError, match="nope"):
            videos.count("frames.nope")

    def test_ids_are_texts(self, videos: ln.Dataset) -> None:
        sample = videos.first()
        assert videos.match(F("_id") == sample.id).values("x") == [1]
        assert videos.values("_id") == videos.values("id")
