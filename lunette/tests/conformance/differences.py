"""Questions that Lunette answers differently on purpose; ``docs/migrating.md`` says why.

A question that is answered alike must not stand here: the test says so.
"""

from __future__ import annotations

_WORKS = "It is an error there; here it does what it says."
_NULL = "What is computed of no text is no text: null, where an empty text or its length is there."
_MORE = "The information has more keys here."
_KIND = "A value that does not fit is a ValueError, also where an assertion fails there."
_EARLY = "It is refused when it is said, not when the view is read."
_DOCUMENT = "Serialized documents are of Lunette's own form; those of there can be imported."

#: Question → reason, in short.
DIFFERENCES: dict[str, str] = {
    "aggregation histe": _WORKS,
    "expression insert": _WORKS,
    "expression neg": _WORKS,
    "expression rpow": _WORKS,
    "expression slice-2": _WORKS,
    "expression sortk": "Labels without the value come first; it is an error there.",
    "expression substrn": "Texts are counted from the end; it is an error there.",
    "expression lower": _NULL,
    "expression strlen": _NULL,
    "expression substr": _NULL,
    "expression substrc": _NULL,
    "expression upper": _NULL,
    "expression type": "Numbers are told apart by their value, and missing values are null.",
    "flat": "The instance that a label shows is a declared field of labels.",
    "label_iter": "The instance that a label shows is a declared field of labels.",
    "ftypes": "Fields are written in short, as code names them.",
    "list_info": _MORE,
    "saved_views": _MORE,
    "poly_conv": "Polygons are filled without the pixels that their border only touches.",
    "refusal addnonsample": "What is no sample is a TypeError that says what is to be done.",
    "refusal badtype": _KIND,
    "refusal classes": _KIND,
    "refusal save view": _KIND,
    "refusal select bad": _EARLY,
    "refusal unksort": _EARLY,
    "to_dict": _DOCUMENT,
    "todict": _DOCUMENT,
}
