"""NumPy arrays as plain documents: type, shape and deflated bytes."""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["array_document", "array_of", "is_array", "is_array_document", "same_values"]

# Level 1: masks are mostly runs, so higher levels take far longer for little.
_LEVEL = 1


def is_array(value: object) -> bool:
    """Whether ``value`` is a NumPy array; does not import NumPy to find out."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(value, numpy.ndarray)


def is_array_document(value: object) -> bool:
    """Whether ``value`` is an array in its stored form."""
    return type(value) is dict and value.get("_cls") == "ndarray"


def array_document(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    """The stored form of an array: C order, little endian.

    Raises:
        ValueError: if its elements are no plain numbers or booleans
    """
    import numpy as np

    if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
        raise ValueError(
            f"An array of type {array.dtype} cannot be stored: use numbers or booleans, "
            "for example array.astype('float32')."
        )
    data = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return {
        "_cls": "ndarray",
        "dtype": data.dtype.str,
        "shape": list(array.shape),
        "zlib": zlib.compress(data.tobytes(), _LEVEL),
    }


def array_of(document: dict[str, Any]) -> np.ndarray[Any, Any]:
    """The array of its stored form; writable.

    Raises:
        ValueError: if the bytes do not fit type and shape
    """
    import numpy as np

    dtype = np.dtype(document["dtype"])
    if dtype.kind not in "biuf":
        raise ValueError(f"A stored array has the type {dtype}, which is not supported.")
    data = bytearray(zlib.decompress(document["zlib"]))
    array: np.ndarray[Any, Any] = np.frombuffer(data, dtype=dtype).reshape(document["shape"])
    return array


def same_values(a: Any, b: Any) -> bool:
    """Equality of documents, in which arrays are equal if type, shape and elements are."""
    if a is b:
        return True
    if is_array(a) or is_array(b):
        if not (is_array(a) and is_array(b)):
            return False
        equal_nan = a.dtype.kind == "f" and b.dtype.kind == "f"
        numpy = sys.modules["numpy"]
        return a.dtype == b.dtype and bool(numpy.array_equal(a, b, equal_nan=equal_nan))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same_values(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(same_values, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return a == b or (a != a and b != b)
    return (type(a) is type(b) or _numbers(a, b)) and bool(a == b)


def _numbers(a: Any, b: Any) -> bool:
    plain = (int, float)
    return (
        isinstance(a, plain) and isinstance(b, plain) and isinstance(a, bool) == isinstance(b, bool)
    )
