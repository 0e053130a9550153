"""Aggregations, views and refusals, by name, on the common dataset."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Questions = dict[str, Callable[[], Any]]


def aggregations(library: Any, ds: Any) -> Questions:
    """Aggregations on a dataset."""
    fo = library
    F = fo.ViewField
    B = F("det.detections")
    return {
        "count": lambda: ds.count(),
        "countnum": lambda: ds.count("num"),
        "countdet": lambda: ds.count("det.detections"),
        "countexpr": lambda: ds.count(F("num") > 3),
        "distinct": lambda: ds.distinct("word"),
        "distinctn": lambda: ds.distinct("num"),
        "distincttags": lambda: ds.distinct("tags"),
        "distinctlab": lambda: ds.distinct("det.detections.label"),
        "cv": lambda: ds.count_values("word"),
        "cvlab": lambda: ds.count_values("det.detections.label"),
        "cvflag": lambda: ds.count_values("flag"),
        "cvexpr": lambda: ds.count_values(F("num").round()),
        "cvconf": lambda: ds.count_values("det.detections.confidence"),
        "bounds": lambda: ds.bounds("num"),
        "boundswhen": lambda: ds.bounds("when"),
        "boundsday": lambda: ds.bounds("day"),
        "boundsdet": lambda: ds.bounds("det.detections.confidence"),
        "boundsempty": lambda: ds.limit(0).bounds("num"),
        "min": lambda: ds.min("num"),
        "max": lambda: ds.max("num"),
        "mean": lambda: ds.mean("num"),
        "sum": lambda: ds.sum("num"),
        "std": lambda: ds.std("num"),
        "stds": lambda: ds.std("num", sample=True),
        "meanexpr": lambda: ds.mean(F("num") * 2),
        "meanempty": lambda: ds.limit(0).mean("num"),
        "sumempty": lambda: ds.limit(0).sum("num"),
        "quant": lambda: ds.quantiles("num", [0, 0.25, 0.5, 0.9, 1]),
        "quant1": lambda: ds.quantiles("num", 0.5),
        "quantempty": lambda: ds.limit(0).quantiles("num", [0.5]),
        "hist": lambda: ds.histogram_values("num"),
        "hist3": lambda: ds.histogram_values("num", bins=3),
        "histr": lambda: ds.histogram_values("num", bins=4, range=[2, 10]),
        "histe": lambda: ds.histogram_values("num", bins=[0, 2, 5, 20]),
        "histdet": lambda: ds.histogram_values("det.detections.confidence", bins=4),
        "histempty": lambda: ds.limit(0).histogram_values("num"),
        "valdet": lambda: ds.values("det.detections.label"),
        "valdetu": lambda: ds.values("det.detections.label", unwind=True),
        "valu-1": lambda: ds.values("det.detections.attr", unwind=-1),
        "valmiss": lambda: ds.values("num", missing_value=-1),
        "valexpr": lambda: ds.values(B.length()),
        "valnums": lambda: ds.values("nums"),
        "valnumsu": lambda: ds.values("nums", unwind=True),
        "valshort": lambda: ds.values("nums[]"),
        "valmulti": lambda: ds.values(["num", "word"]),
        "valkp": lambda: ds.values("kps.keypoints.points"),
        "valtags": lambda: ds.values("tags"),
        "cst": lambda: ds.count_sample_tags(),
        "clt": lambda: ds.count_label_tags(),
        "cltf": lambda: ds.count_label_tags("det"),
        "aggmulti": lambda: ds.aggregate([fo.Count("num"), fo.Bounds("num")]),
        "facet": lambda: ds.aggregate(
            fo.FacetAggregations("det.detections", [fo.Count(), fo.Distinct("label")])
        ),
        "schema": lambda: sorted(ds.schema("det.detections").keys()),
        "schemad": lambda: sorted(ds.schema("det.detections", dynamic_only=True).keys()),
        "list_schema": lambda: str(type(ds.list_schema("words")).__name__),
    }


def views(library: Any, ds: Any) -> Questions:
    """Views of a dataset."""
    F = library.ViewField
    B = F("det.detections")
    return {
        "match": lambda: ds.match(F("num") > 5),
        "matchnone": lambda: ds.match(F("num") < 5),
        "matchdict": lambda: ds.match({"num": {"$gt": 5}}),
        "exists": lambda: ds.exists("num"),
        "existsf": lambda: ds.exists("num", False),
        "existsdet": lambda: ds.exists("det"),
        "existsdets": lambda: ds.exists("det.detections"),
        "existslab": lambda: ds.exists("det.detections.label"),
        "tags": lambda: ds.match_tags("a"),
        "tags2": lambda: ds.match_tags(["a", "b"], all=True),
        "tagsf": lambda: ds.match_tags("a", bool=False),
        "mlab": lambda: ds.match_labels(filter=F("label") == "cat", fields="det"),
        "mlabf": lambda: ds.match_labels(filter=F("label") == "cat", fields="det", bool=False),
        "mlabt": lambda: ds.match_labels(tags="t"),
        "limit": lambda: ds.limit(3),
        "skip": lambda: ds.skip(9),
        "sort": lambda: ds.sort_by("num"),
        "sortr": lambda: ds.sort_by("num", reverse=True),
        "sorte": lambda: ds.sort_by(B.length(), reverse=True),
        "sortm": lambda: ds.sort_by([("count_", 1), ("num", -1)]),
        "sortms": lambda: ds.sort_by([("count_", "desc"), ("num", "asc")]),
        "sortword": lambda: ds.sort_by("word"),
        "selby": lambda: ds.select_by("word", ["elk", "Cat"]),
        "selbyo": lambda: ds.select_by("count_", [3, 1], ordered=True),
        "exby": lambda: ds.exclude_by("word", ["elk", "Cat"]),
        "fl": lambda: ds.filter_labels("det", F("confidence") > 0.3),
        "flno": lambda: ds.filter_labels("det", F("confidence") > 0.3, only_matches=False),
        "flcls": lambda: ds.filter_labels("cls", F("label") == "p"),
        "flclsn": lambda: ds.filter_labels("cls", F("label") == "p", only_matches=False),
        "ff": lambda: ds.filter_field("num", F() > 5),
        "ffn": lambda: ds.filter_field("num", F() > 5, only_matches=False),
        "fk": lambda: ds.filter_keypoints("kps", filter=F("confidence") > 0.4),
        "ll": lambda: ds.limit_labels("det", 1),
        "ml": lambda: ds.map_labels("det", {"cat": "CAT"}),
        "mv": lambda: ds.map_values("word", {"elk": "ELK"}),
        "sf": lambda: ds.set_field("num", F("num") * 2),
        "sfl": lambda: ds.set_field("det.detections.label", F("label").upper()),
        "sfb": lambda: ds.set_field("det.detections.confidence", F("confidence").max(0.3)),
        "concat": lambda: ds.limit(2).concat(ds.skip(10)),
        "slice": lambda: ds[2:5],
        "slicen": lambda: ds[-3:],
        "slicen2": lambda: ds[:-9],
        "boolarr": lambda: ds[[i % 2 == 0 for i in range(12)]],
        "exprsel": lambda: ds[F("num") > 12],
        "patches": lambda: ds.to_patches("det"),
        "pm": lambda: ds.to_patches("det").match(F("det.label") == "cat"),
        "ps": lambda: ds.to_patches("det").sort_by("det.confidence"),
        "exl": lambda: ds.exclude_labels(tags="t"),
        "sl": lambda: ds.select_labels(tags="t"),
        "slf": lambda: ds.select_labels(tags="t", fields="det", omit_empty=False),
    }


def refusals(library: Any, ds: Any, picture: str) -> Questions:
    """What is refused; the kind of error counts."""
    fo = library
    F = fo.ViewField

    def mk() -> Any:
        return fo.Sample(picture)

    return {
        "ds[0]": lambda: ds[0],
        "view[0]": lambda: ds.view()[0],
        "unknownid": lambda: ds["0" * 24],
        "attr": lambda: ds.first().nothing,
        "item": lambda: ds.first()["nothing"],
        "setattr": lambda: setattr(ds.first(), "nothing2", 3),
        "badname": lambda: ds.add_sample_field("_x", fo.IntField),
        "dollar": lambda: ds.add_sample_field("a$", fo.IntField),
        "badtype": lambda: ds.first().__setitem__("num", "str"),
        "badfield": lambda: ds.match_tags(5),
        "unkfield": lambda: ds.filter_labels("nope", F("x") > 1),
        "unksort": lambda: ds.sort_by("nope"),
        "unkcount": lambda: ds.count("nope"),
        "delunk": lambda: ds.delete_sample_field("nope"),
        "deldef": lambda: ds.delete_sample_field("filepath"),
        "rename": lambda: ds.rename_sample_field("num", "word"),
        "renamedef": lambda: ds.rename_sample_field("tags", "x"),
        "firstempty": lambda: ds.limit(0).first(),
        "oneno": lambda: ds.one(F("num") == 999),
        "oneseveral": lambda: ds.one(F("count_") == 1, exact=True),
        "step": lambda: ds[::2],
        "savedetached": lambda: mk().save(),
        "load": lambda: fo.load_dataset("nope!!"),
        "dup": lambda: fo.Dataset(ds.name),
        "addnonsample": lambda: ds.add_sample(3),
        "expand": lambda: ds.add_samples([fo.Sample(picture, newf=3)], expand_schema=False),
        "mediatype": lambda: ds.add_sample(fo.Sample("/tmp/a.mp4")),
        "select bad": lambda: ds.select(["x"]),
        "exclf": lambda: ds.exclude_fields("filepath"),
        "len": lambda: len(F("x")),
        "getv": lambda: ds.exclude_fields("num").first()["num"],
        "selv": lambda: ds.select_fields("word").first()["num"],
        "quant": lambda: ds.quantiles("num", 1.5),
        "meta": lambda: ds.first().metadata,
        "samplesetdefault": lambda: ds.first().__delitem__("nope"),
        "clsnoattr": lambda: ds.first().cls.nope,
        "clsitem": lambda: ds.first().cls["nope"],
        "info": lambda: setattr(ds, "foo", 3),
        "classes": lambda: setattr(ds, "classes", 3),
        "slug": lambda: fo.Dataset("!!!"),
        "save view": lambda: ds.save_view("v", 5),
        "loadv": lambda: ds.load_saved_view("nope"),
        "group twice": lambda: ds.group_by("count_").group_by("word"),
        "iterframes": lambda: list(ds.first().frames),
    }
