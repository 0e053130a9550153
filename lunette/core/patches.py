"""Views with one sample per label."""

from __future__ import annotations

from typing import Any

from lunette.core.generated_view import GeneratedSampleView, GeneratedView

__all__ = ["EvaluationPatchView", "EvaluationPatchesView", "PatchView", "PatchesView"]


class PatchView(GeneratedSampleView):
    """A label as a sample: its id is that of the label, ``sample_id`` that of its sample."""

    __slots__ = ()


class EvaluationPatchView(GeneratedSampleView):
    """A match or a mistake of an evaluation as a sample."""

    __slots__ = ()


class PatchesView(GeneratedView):
    """One sample per label of a field; see :meth:`SampleCollection.to_patches`.

    Saving a sample saves its label, deleting samples deletes their labels.
    """

    _sample_class = PatchView

    @property
    def patches_field(self) -> str:
        """The field with the labels."""
        field: str = self._made_by[-1]["field"]
        return field

    @property
    def _label_fields_made(self) -> list[str]:
        return [self.patches_field]


class EvaluationPatchesView(GeneratedView):
    """One sample per match and mistake; see :meth:`SampleCollection.to_evaluation_patches`.

    Saving a sample saves its labels, deleting samples deletes their labels.
    """

    _sample_class = EvaluationPatchView

    def _compared(self) -> list[str]:
        derived: dict[str, Any] = self._dataset._info["properties"]["derived"]
        synced: list[str] = derived["synced"]
        return synced

    @property
    def gt_field(self) -> str:
        """The field with the ground truth."""
        return self._compared()[0]

    @property
    def pred_field(self) -> str:
        """The field with the predictions."""
        return self._compared()[1]
