"""The API that datasets and views share."""

from __future__ import annotations

from lunette.core.collection_aggregations import CollectionAggregations
from lunette.core.collection_annotation_runs import CollectionAnnotationRuns
from lunette.core.collection_brain_runs import CollectionBrainRuns
from lunette.core.collection_copies import CollectionCopies
from lunette.core.collection_evaluations import CollectionEvaluations
from lunette.core.collection_explaining import CollectionExplaining
from lunette.core.collection_export import CollectionExport
from lunette.core.collection_frames import CollectionFrames
from lunette.core.collection_generating import CollectionGenerating
from lunette.core.collection_groups import CollectionGroups
from lunette.core.collection_labels import CollectionLabels
from lunette.core.collection_mapping import CollectionMapping
from lunette.core.collection_metadata import CollectionMetadata
from lunette.core.collection_properties import CollectionProperties
from lunette.core.collection_reading import CollectionReading
from lunette.core.collection_runs import CollectionRuns
from lunette.core.collection_schema import CollectionSchema
from lunette.core.collection_stages import CollectionStages
from lunette.core.collection_tags import CollectionTags
from lunette.core.collection_values import CollectionValues
from lunette.core.dataset_dynamic_frames import CollectionDynamicFrames

__all__ = ["SampleCollection"]


class SampleCollection(
    CollectionSchema,
    CollectionAggregations,
    CollectionReading,
    CollectionStages,
    CollectionGenerating,
    CollectionGroups,
    CollectionTags,
    CollectionValues,
    CollectionLabels,
    CollectionMapping,
    CollectionCopies,
    CollectionExplaining,
    CollectionExport,
    CollectionFrames,
    CollectionDynamicFrames,
    CollectionMetadata,
    CollectionProperties,
    CollectionRuns,
    CollectionBrainRuns,
    CollectionEvaluations,
    CollectionAnnotationRuns,
):
    """An ordered collection of samples: a dataset or a view."""
