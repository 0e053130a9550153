"""Runs: what was once computed over a dataset, with its parameters and results."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from lunette.core.document_form import json_form, value_of_stored
from lunette.core.encoding import pack, unpack

if TYPE_CHECKING:
    from lunette.core.collection import SampleCollection

__all__ = [
    "AnnotationInfo",
    "AnnotationMethodConfig",
    "AnnotationResults",
    "BrainInfo",
    "BrainMethodConfig",
    "BrainResults",
    "EvaluationInfo",
    "EvaluationMethodConfig",
    "EvaluationResults",
    "RunConfig",
    "RunInfo",
    "RunResults",
]


class RunConfig:
    """The parameters of a run; each is an attribute.

    Args:
        **kwargs: the parameters: anything that JSON can carry
    """

    #: Classes of stored configurations by name.
    _classes: ClassVar[dict[str, type[RunConfig]]] = {}

    #: What kind of run it is, and by which method, for listing.
    type: str | None = None
    method: str | None = None

    if TYPE_CHECKING:
        # Any attribute may be set and read.
        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        RunConfig._classes[f"{cls.__module__}.{cls.__qualname__}"] = cls

    def __init__(self, **kwargs: Any) -> None:
        for name, value in kwargs.items():
            setattr(self, name, value)

    @property
    def cls(self) -> str:
        """The full name of the class."""
        return f"{type(self).__module__}.{type(self).__qualname__}"

    def serialize(self) -> dict[str, Any]:
        """The parameters as JSON-safe values.

        Raises:
            ValueError: if JSON cannot carry one of them
        """
        values = {name: value for name, value in self.__dict__.items() if name[:1] != "_"}
        for name in ("type", "method"):
            if getattr(self, name) is not None:
                values[name] = getattr(self, name)
        try:
            found = json.loads(json.dumps(json_form(values)))
        except (TypeError, ValueError) as error:
            raise ValueError(
                f"The parameters of a run are values that JSON can carry: {error}."
            ) from None
        return {**found, "cls": self.cls}

    to_dict = serialize

    @classmethod
    def from_dict(cls, d: Mapping[str, Any]) -> RunConfig:
        """The configuration of a dict from :meth:`serialize`.

        Its class is the one that the dict names if that is known here, else this one.
        """
        found = RunConfig._classes.get(str(d.get("cls")), cls)
        config = found.__new__(found)
        for name, value in d.items():
            if name != "cls":
                config.__dict__[name] = value_of_stored(value)
        return config

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunConfig) and self.serialize() == other.serialize()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {json.dumps(self.serialize(), indent=4)}>"


class RunInfo:
    """What is known of a run.

    Attributes:
        key: its name in the dataset
        version: the version of Lunette that made it
        timestamp: when it was registered (UTC)
        config: its parameters
    """

    def __init__(
        self,
        key: str,
        version: str | None = None,
        timestamp: datetime | None = None,
        config: RunConfig | None = None,
    ) -> None:
        self.key = key
        self.version = version
        self.timestamp = timestamp
        #: Of any class, with the attributes of its method.
        self.config: Any = config

    def serialize(self) -> dict[str, Any]:
        """The info as JSON-safe values."""
        return {
            "key": self.key,
            "version": self.version,
            "timestamp": json_form(self.timestamp),
            "config": None if self.config is None else self.config.serialize(),
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {json.dumps(self.serialize(), indent=4)}>"


class RunResults:
    """The results of a run; each is an attribute.

    Args:
        samples: the dataset or view that was worked on
        config: the parameters of the run
        run_key: its name in the dataset
        backend (None): what made the results
        **kwargs: the results: numbers, texts, lists, dicts, dates, labels, NumPy arrays
    """

    if TYPE_CHECKING:
        # Any attribute may be set and read.
        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(
        self,
        samples: SampleCollection,
        config: RunConfig | None,
        run_key: str,
        backend: Any = None,
        **kwargs: Any,
    ) -> None:
        self._samples = samples
        self._config = config
        self._key = run_key
        self._backend = backend
        for name, value in kwargs.items():
            setattr(self, name, value)

    @property
    def samples(self) -> SampleCollection:
        """The dataset or view that was worked on."""
        return self._samples

    @property
    def config(self) -> RunConfig | None:
        """The parameters of the run."""
        return self._config

    @property
    def key(self) -> str:
        """The name of the run in the dataset."""
        return self._key

    @property
    def backend(self) -> Any:
        """What made the results, or None."""
        return self._backend

    def attributes(self) -> list[str]:
        """The names of the results."""
        return [name for name in self.__dict__ if name[:1] != "_"]

    def save(self) -> None:
        """Saves the results with the run."""
        from lunette.core.run_store import save_results

        save_results(self.samples._dataset, self, self.key)

    def save_config(self) -> None:
        """Saves the parameters of the run."""
        from lunette.core.run_store import kind_of_results, update_config

        if self.config is not None:
            update_config(self.samples._dataset, kind_of_results(self), self.key, self.config)

    def _to_bytes(self) -> bytes:
        return pack({name: getattr(self, name) for name in self.attributes()})

    @classmethod
    def _of_bytes(
        cls, data: bytes | memoryview, samples: SampleCollection, config: RunConfig, key: str
    ) -> RunResults:
        values = {name: value_of_stored(value) for name, value in unpack(data).items()}
        return cls(samples, config, key, **values)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.key!r}: {', '.join(self.attributes()) or 'none'}>"


class BrainMethodConfig(RunConfig):
    """The parameters of a brain run."""


class BrainInfo(RunInfo):
    """What is known of a brain run."""


class BrainResults(RunResults):
    """The results of a brain run."""


class EvaluationMethodConfig(RunConfig):
    """The parameters of an evaluation."""


class EvaluationInfo(RunInfo):
    """What is known of an evaluation."""


class EvaluationResults(RunResults):
    """The results of an evaluation."""


class AnnotationMethodConfig(RunConfig):
    """The parameters of an annotation run."""


class AnnotationInfo(RunInfo):
    """What is known of an annotation run."""


class AnnotationResults(RunResults):
    """The results of an annotation run."""


RunConfig._classes[f"{RunConfig.__module__}.{RunConfig.__qualname__}"] = RunConfig
