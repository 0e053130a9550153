"""Forms of a document's values: as stored, as plain Python, as JSON and for people."""

from __future__ import annotations

import base64
import math
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lunette.core.arrays import array_document, array_of, is_array, is_array_document
from lunette.core.encoding import datetime_of_ms, ms_of_datetime

__all__ = ["json_form", "plain_form", "shown_value", "value_of_stored"]


def _is_document(value: object) -> bool:
    return hasattr(type(value), "_to_stored")


def _items(document: Any) -> list[tuple[str, Any]]:
    """Attributes that are set, arrays inflated; lists and dicts also if they are empty."""
    own = document.__dict__
    items = [
        (name, own[name] if name[:1] == "_" else getattr(document, name)) for name in list(own)
    ]
    for name in document._containers:
        if name not in own:
            items.append((name, {} if document._fields[name][0] == "dict" else []))
    return items


def value_of_stored(value: Any) -> Any:
    """A stored or JSON value as Python has it: arrays, dates and documents built."""
    if type(value) is dict:
        if "_cls" in value:
            if is_array_document(value):
                return array_of(value)
            from lunette.core.document import document_class

            if isinstance(value.get("_id", value.get("id")), (str, dict)):
                return document_class(value["_cls"]).from_dict(value)
            return document_class(value["_cls"])._of_stored(value)
        if len(value) == 1:
            ((key, inner),) = value.items()
            if key == "$date":
                return _datetime_of_json(inner)
            if key == "$number":
                return float(inner.replace("Infinity", "inf"))
            if key == "$oid":
                return inner
            if key == "$array":
                return _array_of_json(inner)
            if key == "$binary":
                return _array_of_npy(inner)
        return {key: value_of_stored(inner) for key, inner in value.items()}
    if type(value) is list:
        return [value_of_stored(item) for item in value]
    return value


def _datetime_of_json(inner: Any) -> datetime:
    """The date of milliseconds, or of the other forms that extended JSON has."""
    if isinstance(inner, dict):
        inner = int(inner["$numberLong"])
    if isinstance(inner, str):
        when = datetime.fromisoformat(inner.replace("Z", "+00:00"))
        return datetime_of_ms(ms_of_datetime(when))
    return datetime_of_ms(inner)


def _array_of_json(inner: dict[str, Any]) -> Any:
    import zlib

    raw = base64.b64decode(inner["base64"])
    return array_of({"dtype": inner["dtype"], "shape": inner["shape"], "zlib": zlib.compress(raw)})


def _array_of_npy(inner: Any) -> Any:
    """The array of deflated ``.npy`` bytes, as the reference system writes arrays into JSON."""
    import io
    import zlib

    import numpy as np

    text = inner["base64"] if isinstance(inner, dict) else inner
    raw = zlib.decompress(base64.b64decode(text))
    return np.load(io.BytesIO(raw), allow_pickle=False)


def plain_form(value: Any) -> Any:
    """Documents as dicts with hexadecimal ids; everything else as Python has it."""
    if _is_document(value):
        return {name: plain_form(inner) for name, inner in _items(value)}
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: plain_form(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_form(item) for item in value]
    return value


def json_form(value: Any) -> Any:
    """A value that JSON can carry; :func:`value_of_stored` reads it back."""
    if _is_document(value):
        return {name: json_form(inner) for name, inner in _items(value)}
    if isinstance(value, dict):
        return {key: json_form(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_form(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return {"$date": ms_of_datetime(value)}
    if is_array(value):
        import zlib

        document = array_document(value)
        raw = zlib.decompress(document["zlib"])
        return {
            "$array": {
                "dtype": document["dtype"],
                "shape": document["shape"],
                "base64": base64.b64encode(raw).decode("ascii"),
            }
        }
    if isinstance(value, float) and not math.isfinite(value):
        return {"$number": {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]}
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        return json_form(value.item())
    return value


def shown_value(value: Any, indent: int = 0) -> str:
    """A value for people: documents over several lines, arrays by type and shape."""
    pad = " " * (indent + 4)
    if _is_document(value):
        lines = [
            f"{pad}{name!r}: {shown_value(getattr(value, name), indent + 4)},\n"
            for name in value.field_names
        ]
        return f"<{type(value).__name__}: {{\n{''.join(lines)}{' ' * indent}}}>"
    if is_array(value):
        shape = " × ".join(map(str, value.shape))
        return f"<array {shape} {value.dtype}>"
    if isinstance(value, list) and any(_is_document(item) for item in value):
        lines = [f"{pad}{shown_value(item, indent + 4)},\n" for item in value]
        return f"[\n{''.join(lines)}{' ' * indent}]"
    return repr(value)
