"""Datasets from the files of other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from lunette.core.archives import unpacked
from lunette.core.import_request import import_request
from lunette.core.long_calls import call_with_progress, warn_of
from lunette.core.progress import ProgressOption

__all__ = ["DatasetFromFiles"]

D = TypeVar("D", bound="DatasetFromFiles")


class DatasetFromFiles:
    """``from_dir``, ``add_dir``, ``merge_dir`` and their forms for archives."""

    if TYPE_CHECKING:
        _id: str

        def __init__(
            self, name: str | None = None, persistent: bool = False, overwrite: bool = False
        ) -> None: ...
        def _require(self) -> None: ...
        def _load_info(self) -> None: ...
        def _settle_readers(self) -> None: ...
        def _note_written(self, ids: list[bytes] | None) -> None: ...
        def delete(self) -> None: ...

        merge_samples: Any

    @classmethod
    def from_dir(
        cls: type[D],
        dataset_dir: str | None = None,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: str | None = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        dynamic: bool = False,
        progress: ProgressOption = None,
        **kwargs: Any,
    ) -> D:
        """A new dataset from files; nothing stays of it if they cannot be read.

        Args:
            dataset_dir (None): the folder
            dataset_type: one of ``lunette.types``
            data_path (None): where the media are: a folder, in ``dataset_dir`` or absolute, a JSON
                file or a dict of names and paths
            labels_path (None): where the labels are, in ``dataset_dir`` or absolute
            name (None): name of the dataset
            persistent (False): whether it outlives the session
            overwrite (False): whether to delete an existing dataset of that name
            label_field (None): the field of the labels, by default ``"ground_truth"``. Of types
                with several kinds of labels: a prefix, or a dict of fields by kind
            tags (None): tags of every sample
            dynamic (False): whether to declare attributes of the labels
            progress (None): whether to show progress
            **kwargs: what the type offers besides, such as ``max_samples``; see ``docs/formats.md``

        Raises:
            ValueError: naming file and line or key, if something cannot be read
        """
        dataset = cls(name, persistent=persistent, overwrite=overwrite)
        try:
            dataset.add_dir(
                dataset_dir,
                dataset_type,
                data_path=data_path,
                labels_path=labels_path,
                label_field=label_field,
                tags=tags,
                dynamic=dynamic,
                progress=progress,
                **kwargs,
            )
        except BaseException:
            # A part of a dataset under that name would only be in the way.
            dataset.delete()
            raise
        return dataset

    def add_dir(
        self,
        dataset_dir: str | None = None,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: str | None = None,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        generator: bool = False,
        progress: ProgressOption = None,
        **kwargs: Any,
    ) -> list[str]:
        """Adds samples from files; returns their ids. See :meth:`from_dir`.

        Args:
            expand_schema (True): whether fields that do not exist may be made
            add_info (True): whether to take classes, info and the like where there are none yet

        Raises:
            ValueError: naming file and line or key, if something cannot be read; samples before it
                stay, and the message says how many
        """
        request = import_request(
            dataset_dir, dataset_type, data_path, labels_path, label_field, tags, dynamic, kwargs
        )
        return self._import(
            {**request, "expand_schema": expand_schema, "add_info": add_info}, progress
        )

    def _import(self, request: dict[str, Any], progress: ProgressOption) -> list[str]:
        self._require()
        self._settle_readers()
        try:
            params = {"dataset": self._id, **request}
            result, payload = call_with_progress("dataset.import", params, progress)
        finally:
            self._load_info()
            self._note_written(None)
        warn_of(result["notices"])
        ids = payload or b""
        return [ids[at : at + 12].hex() for at in range(0, len(ids), 12)]

    def merge_dir(
        self,
        dataset_dir: str | None = None,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: str | None = None,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        key_field: str | None = None,
        key_fcn: Callable[[Any], Any] | None = None,
        skip_existing: bool = False,
        insert_new: bool = True,
        fields: Any = None,
        omit_fields: Any = None,
        merge_lists: bool = True,
        merge_embedded_docs: bool = False,
        overwrite: bool = True,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        progress: ProgressOption = None,
        **kwargs: Any,
    ) -> None:
        """Merges samples from files into those that are there: :meth:`from_dir`, then
        :meth:`merge_samples`."""
        incoming = type(self).from_dir(
            dataset_dir,
            dataset_type,
            data_path=data_path,
            labels_path=labels_path,
            label_field=label_field,
            tags=tags,
            dynamic=dynamic,
            progress=progress,
            **kwargs,
        )
        try:
            self.merge_samples(
                incoming,
                key_field=key_field,
                key_fcn=key_fcn,
                skip_existing=skip_existing,
                insert_new=insert_new,
                fields=fields,
                omit_fields=omit_fields,
                merge_lists=merge_lists,
                merge_embedded_docs=merge_embedded_docs,
                overwrite=overwrite,
                expand_schema=expand_schema,
                dynamic=dynamic,
                include_info=add_info,
            )
        finally:
            incoming.delete()

    @classmethod
    def from_archive(
        cls: type[D],
        archive_path: str,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: str | None = None,
        name: str | None = None,
        persistent: bool = False,
        overwrite: bool = False,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        dynamic: bool = False,
        cleanup: bool = True,
        progress: ProgressOption = None,
        **kwargs: Any,
    ) -> D:
        """A new dataset from a ``.zip``, ``.tar``, ``.tar.gz``, ``.tgz`` or ``.tar.bz2``.

        The archive is unpacked into a folder of its name beside it, where the media stay; if that
        folder exists already it is used as it is. See :meth:`from_dir`.

        Args:
            cleanup (True): whether to delete the archive afterwards
        """
        with unpacked(archive_path, cleanup) as folder:
            return cls.from_dir(
                folder,
                dataset_type,
                data_path=data_path,
                labels_path=labels_path,
                name=name,
                persistent=persistent,
                overwrite=overwrite,
                label_field=label_field,
                tags=tags,
                dynamic=dynamic,
                progress=progress,
                **kwargs,
            )

    def add_archive(
        self,
        archive_path: str,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: str | None = None,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        expand_schema: bool = True,
        dynamic: bool = False,
        add_info: bool = True,
        cleanup: bool = True,
        generator: bool = False,
        progress: ProgressOption = None,
        **kwargs: Any,
    ) -> list[str]:
        """Adds samples from an archive; returns their ids. See :meth:`from_archive`."""
        with unpacked(archive_path, cleanup) as folder:
            return self.add_dir(
                folder,
                dataset_type,
                data_path=data_path,
                labels_path=labels_path,
                label_field=label_field,
                tags=tags,
                expand_schema=expand_schema,
                dynamic=dynamic,
                add_info=add_info,
                progress=progress,
                **kwargs,
            )

    def merge_archive(
        self,
        archive_path: str,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: str | None = None,
        label_field: str | dict[str, str] | None = None,
        tags: str | Iterable[str] | None = None,
        *,
        cleanup: bool = True,
        **kwargs: Any,
    ) -> None:
        """Merges samples from an archive. See :meth:`from_archive` and :meth:`merge_dir`."""
        with unpacked(archive_path, cleanup) as folder:
            self.merge_dir(
                folder, dataset_type, data_path, labels_path, label_field, tags, **kwargs
            )
