"""Expressions: the tree that they make, and the Python text that they show."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lunette import ViewExpression, ViewField
from lunette import ViewField as F
from lunette._generated.expressions import OPERATORS
from lunette.core.expression_text import expression_text
from lunette.core.expression_trees import tree_of
from lunette.core.expressions import VALUE
from lunette.core.literals import literal_of, value_of_literal

# The first values of a run are slow to make on a busy machine.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tree(expression: ViewExpression) -> dict[str, Any]:
    return expression._ast


X = {"field": "x"}

#: Operators whose method has their name and needs no argument.
PLAIN_METHODS = """
    sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh type to_date
    unique reverse std strip lstrip rstrip
    millisecond second minute hour day_of_week day_of_month day_of_year week month year
"""

BUILDERS: dict[str, Any] = {
    "eq": lambda: F("x") == 1,
    "ne": lambda: F("x") != 1,
    "gt": lambda: F("x") > 1,
    "ge": lambda: F("x") >= 1,
    "lt": lambda: F("x") < 1,
    "le": lambda: F("x") <= 1,
    "and": lambda: (F("x") > 1) & (F("x") < 2),
    "or": lambda: (F("x") > 1) | (F("x") < 2),
    "not": lambda: ~(F("x") > 1),
    "add": lambda: F("x") + 1,
    "sub": lambda: 1 - F("x"),
    "mul": lambda: F("x") * 2,
    "div": lambda: F("x") / 2,
    "mod": lambda: F("x") % 2,
    "pow": lambda: F("x") ** 2,
    "abs": lambda: abs(F("x")),
    "floor": lambda: F("x").floor(),
    "ceil": lambda: F("x").ceil(),
    "round": lambda: F("x").round(2),
    "sqrt": lambda: F("x").sqrt(),
    "exp": lambda: F("x").exp(),
    "ln": lambda: F("x").ln(),
    "log10": lambda: F("x").log10(),
    "is_null": lambda: F("x").is_null(),
    "is_number": lambda: F("x").is_number(),
    "is_string": lambda: F("x").is_string(),
    "is_array": lambda: F("x").is_array(),
    "is_in": lambda: F("x").is_in(["a", "b"]),
    "to_string": lambda: F("x").to_string(),
    "to_double": lambda: F("x").to_double(),
    "to_int": lambda: F("x").to_int(),
    "to_bool": lambda: F("x").to_bool(),
    "length": lambda: F("x").length(),
    "contains": lambda: F("x").contains("a"),
    "contains_all": lambda: F("x").contains(["a", "b"], all=True),
    "contains_any": lambda: F("x").contains(["a", "b"]),
    "filter": lambda: F("x").filter(F("y") > 1),
    "map": lambda: F("x").map(F("y") + 1),
    "sum": lambda: F("x").sum(),
    "mean": lambda: F("x").mean(),
    "min": lambda: F("x").min(),
    "max": lambda: F("x").max(3),
    "at": lambda: F("x")[-1],
    "strlen": lambda: F("x").strlen(),
    "lower": lambda: F("x").lower(),
    "upper": lambda: F("x").upper(),
    "concat": lambda: F("x").concat("a", F("y")),
    "starts_with": lambda: F("x").starts_with("a"),
    "ends_with": lambda: F("x").ends_with(["a", "b"]),
    "contains_str": lambda: F("x").contains_str("a", case_sensitive=False),
    "matches_str": lambda: F("x").matches_str("a"),
    "re_match": lambda: F("x").re_match("^a", "i"),
    "trunc": lambda: F("x").trunc(1),
    "log": lambda: F("x").log(2),
    **{name: getattr(F("x"), name) for name in re.findall(r"\w+", PLAIN_METHODS)},
    "rand": lambda: F.rand(),
    "randn": lambda: F.randn(),
    "list": lambda: tree_of([F("x"), 1]),
    "is_subset": lambda: F("x").is_subset(["a"]),
    "set_equals": lambda: F("x").set_equals(["a"]),
    "union": lambda: F("x").union(["a"], F("y")),
    "intersection": lambda: F("x").intersection(["a"]),
    "difference": lambda: F("x").difference(["a"]),
    "reduce": lambda: F("x").reduce(VALUE + F(), init_val=1),
    "value": lambda: VALUE,
    "sort": lambda: F("x").sort(key="y", reverse=True),
    "prepend": lambda: F("x").prepend(1),
    "append": lambda: F("x").append(1),
    "insert": lambda: F("x").insert(0, 1),
    "extend": lambda: F("x").extend([1], F("y")),
    "slice": lambda: F("x")[1:],
    "join": lambda: F("x").join(", "),
    "range": lambda: F.range(3),
    "enumerate": lambda: F.enumerate(F("x"), start=1),
    "zip": lambda: F.zip(F("x"), [1], use_longest=True, defaults=[0, 0]),
    "substr": lambda: F("x").substr(1, count=2),
    "replace": lambda: F("x").replace("a", "b"),
    "split": lambda: F("x").split("/"),
    "rsplit": lambda: F("x").rsplit("/", 1),
    "cases": lambda: F("x").cases({F("x") > 1: "a"}),
    "map_values": lambda: F("x").map_values({"a": "b"}),
    "apply": lambda: (F("x") + 1).apply(F() * F()),
    "any_value": lambda: F("x").any_value(F() > 1),
    "set_field": lambda: F("x").set_field("y", 1),
    "if_else": lambda: (F("x") > 1).if_else("a", "b"),
}


class TestTrees:
    def test_a_field_is_its_path(self) -> None:
        assert tree(F("a.b")) == {"field": "a.b"}
        assert tree(F()) == {"field": ""}
        assert tree(F("$a.b")) == {"field": "a.b", "root": True}
        assert tree(F("$")) == {"field": "", "root": True}

    def test_every_operator_of_the_protocol_can_be_built(self) -> None:
        assert set(BUILDERS) == set(OPERATORS)
        for name, build in BUILDERS.items():
            made = build()
            built = made if isinstance(made, dict) else tree(made)
            assert built["op"] == name
            low, high = OPERATORS[name]
            assert low <= len(built["args"]) <= high

    def test_operands_keep_their_order(self) -> None:
        assert tree(F("x") > 5) == {"op": "gt", "args": [X, {"literal": 5}]}
        assert tree(2 - F("x")) == {"op": "sub", "args": [{"literal": 2}, X]}
        # Python asks the other side: 5 > F("x") is F("x") < 5.
        assert tree(5 > F("x")) == {"op": "lt", "args": [X, {"literal": 5}]}  # noqa: SIM300

    def test_null_tests(self) -> None:
        assert tree(F("x").exists()) == {"op": "not", "args": [{"op": "is_null", "args": [X]}]}
        assert tree(F("x").exists(False)) == tree(F("x").is_null()) == tree(F("x").is_missing())

    def test_any_and_all(self) -> None:
        conditions = [F("x") > 1, F("x") < 5, F("y") == 2]
        assert tree(F.any(conditions))["op"] == "or"
        assert len(tree(F.all(conditions))["args"]) == 3
        assert tree(F.any([])) == {"literal": False}
        assert tree(F.all([])) == {"literal": True}

    def test_cases(self) -> None:
        built = tree(F("x").cases({F("x") > 5: "big", F("x") > 1: "small"}, default="tiny"))
        assert built["op"] == "cases"
        assert built["args"][1::2] == [{"literal": "big"}, {"literal": "small"}]
        assert built["args"][-1] == {"literal": "tiny"}

    def test_cases_that_are_no_conditions_are_compared(self) -> None:
        compared = F("x").cases({"a": 1, F("y"): 2})
        assert tree(compared) == tree(F("x").cases({F("x") == "a": 1, F("x") == F("y"): 2}))

    def test_switch_and_apply_put_the_subject_in_place_of_the_element(self) -> None:
        assert tree(F("a.b").apply(F() > 1)) == tree(F("a.b") > 1)
        assert tree(F("a").apply(F("b") > F("$c"))) == tree(F("a.b") > F("$c"))
        assert tree(F("x").switch({F() > 5: 1}, 0)) == tree(F("x").cases({F("x") > 5: 1}, 0))
        assert tree(F("a").apply(F().filter(F() > 1))) == tree(F("a").filter(F() > 1))
        assert tree(F("x").let_in(F("x") + F("x"))) == tree(F("x") + F("x"))

    def test_parts_of_documents(self) -> None:
        assert tree(F("a")("b.c")) == tree(F("a.b.c"))
        assert tree(F("a")[0]("b"))["op"] == "apply"
        with pytest.raises(TypeError, match="is a string"):
            F("a")(cast(Any, 5))

    def test_set_field_is_relative_to_the_part(self) -> None:
        assert tree(F().set_field("x", F() + 1))["args"][2] == tree(F("x") + 1)
        assert tree(F().set_field("x", F("y"), relative=False))["args"][2] == tree(F("y"))

    def test_map_values_to_expressions(self) -> None:
        mapped = F("x").map_values({"a": F("y")})
        assert tree(mapped) == tree(F("x").cases({"a": F("y")}, default=F("x")))

    def test_random_numbers_keep_their_seed(self) -> None:
        assert tree(F.rand()) != tree(F.rand())
        assert tree(F.rand(5)) == {"op": "rand", "args": [{"literal": 5}]}


class TestLiterals:
    @pytest.mark.parametrize(
        ("value", "literal"),
        [
            (np.float32(0.5), 0.5),
            (np.int64(3), 3),
            (np.bool_(True), True),
            (np.array([1, 2]), [1, 2]),
            ((1, "a"), [1, "a"]),
            ({"b", "a"}, ["a", "b"]),
            (range(3), [0, 1, 2]),
            (float("nan"), {"$number": "NaN"}),
            (float("-inf"), {"$number": "-Infinity"}),
            (datetime(1970, 1, 1, 0, 0, 1), {"$date": 1000}),
            (datetime(1970, 1, 1, 0, 0, 1, tzinfo=timezone.utc), {"$date": 1000}),
            (date(1970, 1, 2), {"$date": 86_400_000}),
        ],
    )
    def test_values_become_json(self, value: Any, literal: Any) -> None:
        assert literal_of(value) == literal

    @CALM
    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**53) + 1, 2**53 - 1)
            | st.floats(allow_nan=False)
            | st.text()
            | st.datetimes(min_value=datetime(1, 1, 2)).map(lambda d: d.replace(microsecond=0)),
            lambda inner: st.lists(inner, max_size=3),
        )
    )
    def test_json_comes_back(self, value: Any) -> None:
        assert value_of_literal(literal_of(value)) == value

    def test_what_cannot_be_held_is_named(self) -> None:
        with pytest.raises(TypeError, match="cannot hold"):
            F("x") == {"a": 1}  # noqa: B015
        with pytest.raises(ValueError, match="too large"):
            F("x") == 2**60  # noqa: B015


class TestMisuse:
    """Python's own words for these would be useless or, worse, wrong."""

    @pytest.mark.parametrize(
        ("use", "advice"),
        [
            (lambda: bool(F("x") > 1), "combine conditions with & | ~"),
            (lambda: F("x") > 1 and F("y") > 1, "combine conditions with & | ~"),
            (lambda: not F("x"), "combine conditions"),
            (lambda: 1 < F("x") < 2, "combine conditions"),
            (lambda: len(F("x")), r"expression.length\(\)"),
            (lambda: "a" in F("x"), r"expression.contains\(value\)"),
            (lambda: list(F("x")), r"expression.map"),
            (lambda: F("x")[1:5:2], "no step"),
            (lambda: F("x").is_in("abc"), "use =="),
            (lambda: F("x").is_in(5), "list of values"),
            (lambda: F(cast(Any, 5)), "name of a field is a string"),
            (lambda: F("x").re_match(cast(Any, 5)), "regular expression is a string"),
            (lambda: F.zip(), "at least one list"),
        ],
    )
    def test_is_answered_with_advice(self, use: Any, advice: str) -> None:
        with pytest.raises(TypeError, match=advice):
            use()


FIELDS = st.from_regex(r"\$?[a-z]{1,3}(\.[a-z]{1,3})?", fullmatch=True).map(ViewField)
CONSTANTS = st.integers(-100, 100) | st.sampled_from(["a", "it's", True, None, [1, "b"]])


@st.composite
def expressions(draw: Any) -> ViewExpression:
    """Expressions of all operators, nested."""
    depth = draw(st.integers(0, 3))
    expression: ViewExpression = draw(FIELDS)
    for _ in range(depth):
        expression = draw(
            st.sampled_from(
                [
                    lambda e: e > 1,
                    lambda e: ~(e == "a"),
                    lambda e: e.exists(),
                    lambda e: (e + 1) * 2 - 3,
                    lambda e: -e,
                    lambda e: e.is_in(["a", None]),
                    lambda e: (e > 1) & (e < 2) | (e == 3),
                    lambda e: e.filter(F("label") == "x").length(),
                    lambda e: e.contains(["a"], all=True),
                    lambda e: e.contains_str("a", case_sensitive=False),
                    lambda e: e.re_match("a.b", "i"),
                    lambda e: e[0],
                    lambda e: e.if_else(1, e),
                    lambda e: ViewExpression("x").concat(e),
                    lambda e: (~e).to_string(),
                    lambda e: 1 / e,
                    lambda e: e.max(5).round(1),
                    lambda e: e[1:],
                    lambda e: e[: F("n")].length(),
                    lambda e: e.is_in([e, 1]),
                    lambda e: e.cases({e > 1: "a", e < 0: F("b")}, default=e),
                    lambda e: e.cases({"a": 1}),
                    lambda e: e.map_values({"a": "b", None: 1}),
                    lambda e: e.substr(count=2),
                    lambda e: e.sort(key="x", numeric=True),
                    lambda e: e.sort(),
                    lambda e: e.std(sample=True),
                    lambda e: e.reduce(VALUE + F(), init_val="x"),
                    lambda e: (e + 1).apply(F() * F()),
                    lambda e: e.set_field("a.b", F() + 1),
                    lambda e: F.range(e, 5).union([1], e),
                    lambda e: F.zip(e, [1], use_longest=True, defaults=[1, None]),
                    lambda e: F.enumerate(e, 2),
                    lambda e: e.rsplit("/", 1)[0].rstrip("a").week(),
                    lambda e: F.rand(3) < e,
                    lambda e: e.any_value(F() == 1),
                    lambda e: e.log(2).trunc(1).arcsin(),
                ]
            )
        )(expression)
    return expression


class TestText:
    def test_reads_as_python(self) -> None:
        assert repr((F("a") > 1) & (F("b.c") == "x")) == "(F('a') > 1) & (F('b.c') == 'x')"
        assert repr(~F("tags").contains("a")) == "~F('tags').contains('a')"
        assert repr(F("x").exists()) == "F('x').exists()"
        assert repr(F("$a.b") + F()) == "F('$a.b') + F()"
        assert repr(F("x").is_in(["a"])) == "F('x').is_in(['a'])"

    @CALM
    @given(expressions())
    def test_evaluated_as_python_it_gives_the_same_tree(self, expression: ViewExpression) -> None:
        names = {"F": F, "ViewExpression": ViewExpression, "VALUE": VALUE}
        again = eval(expression_text(tree(expression)), names)  # noqa: S307 - text of our own
        assert tree(again) == tree(expression)
