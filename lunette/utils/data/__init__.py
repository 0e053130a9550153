"""Importers and exporters of one's own.

import lunette.utils.data as lnud


class MyImporter(lnud.LabeledImageDatasetImporter): ...


dataset = ln.Dataset.from_importer(MyImporter("folder"))
"""

from __future__ import annotations

from lunette.utils.data.exporters import (
    DatasetExporter,
    GenericSampleDatasetExporter,
    LabeledImageDatasetExporter,
    LabeledVideoDatasetExporter,
    UnlabeledImageDatasetExporter,
    UnlabeledVideoDatasetExporter,
)
from lunette.utils.data.importers import (
    DatasetImporter,
    GenericSampleDatasetImporter,
    LabeledImageDatasetImporter,
    LabeledVideoDatasetImporter,
    UnlabeledImageDatasetImporter,
    UnlabeledVideoDatasetImporter,
)
from lunette.utils.data.parsers import (
    LabeledImageSampleParser,
    LabeledImageTupleSampleParser,
    LabeledVideoSampleParser,
    SampleParser,
    UnlabeledImageSampleParser,
    UnlabeledVideoSampleParser,
)

__all__ = [
    "DatasetExporter",
    "DatasetImporter",
    "GenericSampleDatasetExporter",
    "GenericSampleDatasetImporter",
    "LabeledImageDatasetExporter",
    "LabeledImageDatasetImporter",
    "LabeledImageSampleParser",
    "LabeledImageTupleSampleParser",
    "LabeledVideoDatasetExporter",
    "LabeledVideoDatasetImporter",
    "LabeledVideoSampleParser",
    "SampleParser",
    "UnlabeledImageDatasetExporter",
    "UnlabeledImageDatasetImporter",
    "UnlabeledImageSampleParser",
    "UnlabeledVideoDatasetExporter",
    "UnlabeledVideoDatasetImporter",
    "UnlabeledVideoSampleParser",
]
