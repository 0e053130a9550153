"""Errors in a notebook cell end at the caller's line: a sentence needs no trace of our frames."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

__all__ = ["short_traces", "with_short_trace"]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Class = TypeVar("Class", bound=type[Any])

_PACKAGE = "lunette"
_SPECIAL = ("__init__", "__getitem__", "__delitem__", "__len__")


def with_short_trace(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """`function`; IPython shows an error that our code raised on purpose without our frames.

    The error itself keeps its whole trace, for programs and debuggers. Errors out of other
    packages, which are faults and not sentences for people, are shown as ever.
    """

    @functools.wraps(function)
    def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            if _in_ipython() and _raised_by_us(error.__traceback__):
                # IPython asks an error for this before it formats the trace itself.
                error._render_traceback_ = functools.partial(_render, error)  # type: ignore[attr-defined]
            raise

    return call


def _render(error: Exception) -> list[str]:
    """Lines of the trace as IPython writes them, up to the line that called into this package."""
    shell = sys.modules["IPython"].get_ipython()
    callers: list[TracebackType] = []
    trace = error.__traceback__
    while trace is not None and not _is_ours(trace):
        callers.append(trace)
        trace = trace.tb_next
    short: TracebackType | None = None
    for caller in reversed(callers):
        short = TracebackType(short, caller.tb_frame, caller.tb_lasti, caller.tb_lineno)
    lines: list[str] = shell.InteractiveTB.structured_traceback(
        type(error), error, short, tb_offset=1
    )
    return lines


def short_traces(cls: Class) -> Class:
    """Class decorator: `with_short_trace` for all public methods and properties."""
    for name in dir(cls):
        member = inspect.getattr_static(cls, name)
        if name.startswith("_") and name not in _SPECIAL:
            continue
        wrapped = _wrapped(member)
        if wrapped is not None:
            setattr(cls, name, wrapped)
            # Tells a property its name, for the error when it cannot be assigned.
            set_name = getattr(wrapped, "__set_name__", None)
            if set_name is not None:
                set_name(cls, name)
    return cls


def _wrapped(member: Any) -> Any:
    """The member with short traces, or None if it is none of ours or makes no calls."""
    if isinstance(member, classmethod):
        return classmethod(with_short_trace(member.__func__)) if _ours(member.__func__) else None
    if isinstance(member, staticmethod):
        return staticmethod(with_short_trace(member.__func__)) if _ours(member.__func__) else None
    if isinstance(member, property):
        get, put, delete = (
            with_short_trace(part) if part else None
            for part in (member.fget, member.fset, member.fdel)
        )
        return property(get, put, delete)
    if inspect.isfunction(member) and _ours(member) and not inspect.isgeneratorfunction(member):
        return with_short_trace(member)
    return None


def _ours(function: Any) -> bool:
    return str(getattr(function, "__module__", "")).split(".")[0] == _PACKAGE


def _in_ipython() -> bool:
    module = sys.modules.get("IPython")
    return module is not None and module.get_ipython() is not None


def _raised_by_us(trace: TracebackType | None) -> bool:
    """Whether the innermost frame, the one that raised, is of this package."""
    if trace is None:
        return False
    while trace.tb_next is not None:
        trace = trace.tb_next
    return _is_ours(trace)


def _is_ours(trace: TracebackType) -> bool:
    return str(trace.tb_frame.f_globals.get("__name__", "")).split(".")[0] == _PACKAGE
