"""Importing the package is quick, because what it may not need is loaded later."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROGRAM = """
import json, sys, time
start = time.process_time()
import lunette
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "modules": sorted(sys.modules)}))
"""


def test_only_what_is_needed_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    result = json.loads(done.stdout)
    loaded = {name.partition(".")[0] for name in result["modules"]}
    assert not loaded & {"numpy", "PIL", "IPython", "tornado", "websockets", "jupyter_server"}
    assert "lunette.core.session" not in result["modules"]
    assert "lunette.zoo" not in result["modules"]
    assert result["seconds"] < 0.3


def test_everything_that_is_named_is_there() -> None:
    import lunette

    for name in lunette.__all__:
        assert getattr(lunette, name) is not None
        assert name in dir(lunette)
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        _ = lunette.nope


def test_jupyter_finds_its_parts() -> None:
    import lunette

    assert lunette._jupyter_labextension_paths() == [{"src": "labextension", "dest": "lunette"}]
    assert lunette._jupyter_server_extension_points() == [{"module": "lunette.jupyter"}]


def test_modules_are_where_code_imports_them_from() -> None:
    import lunette
    from lunette.core import annotation, brain, dataset, evaluation, runs

    assert dataset.load_dataset is lunette.load_dataset
    assert dataset.make_unique_dataset_name is lunette.make_unique_dataset_name
    assert issubclass(brain.BrainMethodConfig, runs.RunConfig)
    assert issubclass(evaluation.EvaluationResults, runs.RunResults)
    assert issubclass(annotation.AnnotationInfo, runs.RunInfo)
