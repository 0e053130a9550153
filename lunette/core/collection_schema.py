"""Fields of a collection: reading them, copying and clearing their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lunette.core.collection_base import CollectionBase
from lunette.core.field_filter import FieldFilter, in_list
from lunette.core.field_specs import field_of_spec
from lunette.core.fields import Field
from lunette.core.frame_schema import is_frames_field
from lunette.core.sample_selection import texts_of

if TYPE_CHECKING:
    from lunette.core.dataset import Dataset

__all__ = ["CollectionSchema"]


class CollectionSchema(CollectionBase):
    """Fields of a collection."""

    def get_field_schema(
        self,
        ftype: type[Field] | Iterable[type[Field]] | None = None,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        read_only: bool | None = None,
        info_keys: str | Iterable[str] | None = None,
        created_after: datetime | None = None,
        include_private: bool = False,
        flat: bool = False,
        unwind: bool = True,
        mode: str | None = None,
    ) -> dict[str, Field]:
        """The fields by name.

        Args:
            ftype (None): only fields of this class or one of these
            embedded_doc_type (None): only fields of documents of this class or one of these
            subfield (None): only lists and dicts whose elements are fields of this class or one
                of these
            read_only (None): only fields that may (not) be edited
            info_keys (None): only fields whose info has one of these keys
            created_after (None): only fields that were declared after this time
            include_private (False): has no effect; there are no private fields
            flat (False): also the fields inside documents, by dotted path
            unwind (True): with ``flat``, whether to go into lists of documents, too
            mode (None): with ``flat``, whether the conditions hold for the fields of samples
                (``"before"``), for all fields by themselves (``"after"``, the default), or for
                both (``"both"``)

        Raises:
            ValueError: if ``embedded_doc_type`` is given and ``ftype`` is no field of documents
        """
        wanted = FieldFilter(
            ftype, embedded_doc_type, read_only, info_keys, created_after, subfield
        )
        if mode not in (None, "before", "after", "both"):
            raise ValueError(f"mode is 'before', 'after' or 'both', not {mode!r}.")
        schema = self._dataset._schema
        visible = self._visible_fields()
        tops = {
            name: field
            for name, field in schema.fields.items()
            if (visible is None or name in visible) and not is_frames_field(field)
        }
        if not flat:
            return {name: field for name, field in tops.items() if wanted.accepts(field)}
        if mode in ("before", "both"):
            tops = {name: field for name, field in tops.items() if wanted.accepts(field)}
        return {
            path: field
            for path, field in schema.flat().items()
            if path.partition(".")[0] in tops
            and (mode == "before" or wanted.accepts(field))
            and not self._hides(path)
            and (unwind or not in_list(path, schema.flat()))
        }

    def get_field(
        self,
        path: str,
        ftype: type[Field] | Iterable[type[Field]] | None = None,
        embedded_doc_type: Any = None,
        subfield: Any = None,
        read_only: bool | None = None,
        include_private: bool = False,
        leaf: bool = False,
    ) -> Field | None:
        """The field of a dotted path, or None.

        Args:
            path: the path; ``"list[]"`` is the field of a list's elements
            ftype (None): the class, or one of these, that it must have
            embedded_doc_type (None): the class, or one of these, of its documents
            subfield (None): the class, or one of these, of the elements of its list or dict
            read_only (None): whether it must (not) be read-only
            include_private (False): has no effect; there are no private fields
            leaf (False): for a list, the field of its elements

        Raises:
            ValueError: if the field is not as it must be
        """
        path, inside = path.removesuffix("[]"), path.endswith("[]")
        path = path.replace("[]", "")
        if not self.has_field(path):
            return None
        field = self._dataset._schema.find(path)
        while (leaf or inside) and (inner := getattr(field, "field", None)) is not None:
            field, inside = inner, False
        if field is not None:
            FieldFilter(ftype, embedded_doc_type, read_only, subfield=subfield).require(field, path)
        return field

    def has_field(self, path: str) -> bool:
        """Whether there is a field of that dotted path."""
        visible = self._visible_fields()
        if visible is not None and path.partition(".")[0] not in visible:
            return False
        return self._dataset._schema.find(path) is not None and not self._hides(path)

    def _hides(self, path: str) -> bool:
        """Whether stages left out the part of a field that a dotted path names."""
        return False

    def has_sample_field(self, path: str) -> bool:
        """Whether there is a field of that dotted path."""
        return self.has_field(path)

    def validate_fields_exist(
        self, fields: str | Iterable[str], include_private: bool = False
    ) -> None:
        """Raises a ValueError if a field does not exist.

        Args:
            fields: a field or several, as dotted paths
            include_private (False): has no effect; there are no private fields
        """
        for path in texts_of(fields, "fields"):
            if not self.has_field(path):
                raise ValueError(f"There is no field {path!r} in {self._named()}.")

    def validate_field_type(
        self,
        path: str,
        ftype: type[Field] | Iterable[type[Field]] | None = None,
        embedded_doc_type: Any = None,
        subfield: Any = None,
    ) -> None:
        """Raises a ValueError if a field does not exist or is of another type.

        Args:
            path: the field, as a dotted path
            ftype (None): the class, or one of these, that it must have
            embedded_doc_type (None): the class, or one of these, of its documents
            subfield (None): the class, or one of these, of the elements of its list or dict
        """
        self.validate_fields_exist(path)
        self.get_field(path, ftype, embedded_doc_type, subfield)

    def make_unique_field_name(self, root: str = "") -> str:
        """A name for a new field: ``root``, with a number behind it if there is such a field."""
        name = root or "field"
        number = 2
        while self.has_field(name):
            name = f"{root or 'field'}_{number}"
            number += 1
        return name

    def get_dynamic_field_schema(
        self, fields: str | Iterable[str] | None = None, recursive: bool = True
    ) -> dict[str, Field | list[Field]]:
        """The attributes of documents and labels that nobody declared, by dotted path.

        Args:
            fields (None): look only inside this field or these
            recursive (True): look also inside documents that are themselves undeclared

        Returns:
            the fields that would hold the values found; a list of them where they are of several
            types
        """
        names = None if fields is None else texts_of(fields, "fields")
        found, _ = self._request(
            "dataset.dynamic_fields", {"fields": names, "recursive": recursive}
        )
        result: dict[str, Field | list[Field]] = {}
        for path, specs in found.items():
            if names is None and path.startswith("frames.") and self._dataset._omitted():
                continue  # Those of frames are asked for by get_dynamic_frame_field_schema().
            made = [field_of_spec(spec, path.rpartition(".")[0]) for spec in specs]
            result[path] = made[0] if len(made) == 1 else made
        return result

    def clear_sample_field(self, field_name: str) -> None:
        """Clears the values of a field; the field stays.

        Args:
            field_name: the field, or a dotted path inside documents or labels
        """
        self.clear_sample_fields([field_name])

    def clear_sample_fields(self, field_names: str | Iterable[str]) -> None:
        """Clears the values of fields; see :meth:`clear_sample_field`."""
        paths = texts_of(field_names, "field_names")
        if paths:
            self._change_fields("dataset.clear_fields", {"fields": paths})

    def clone_sample_field(self, field_name: str, new_field_name: str) -> None:
        """Copies a field to a new one; of a view, only the samples of the view get values.

        Args:
            field_name: the field, or a dotted path inside documents or labels
            new_field_name: the new field, which must not exist

        Raises:
            ValueError: if there is no such field, or the new one exists
        """
        self.clone_sample_fields({field_name: new_field_name})

    def clone_sample_fields(self, field_mapping: Mapping[str, str]) -> None:
        """Copies fields to new ones; see :meth:`clone_sample_field`.

        Args:
            field_mapping: the new field for each field
        """
        if field_mapping:
            self._change_fields("dataset.clone_fields", {"fields": dict(field_mapping)})

    def _change_fields(self, method: str, params: dict[str, Any]) -> None:
        """A request that changes fields or their values; the objects of samples follow."""
        dataset: Dataset = self._dataset
        dataset._settle_readers()
        result, _ = self._request(method, {**self._every_slice(), **params})
        dataset._take_info(result)
        dataset._note_written(None)
        dataset._refresh_live(None)

    def _visible_fields(self) -> frozenset[str] | None:
        """The fields that can be read, or None if all can."""
        return None

    if TYPE_CHECKING:

        def _named(self) -> str: ...
