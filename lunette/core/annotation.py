"""The classes of annotation runs, under the name that code imports them by."""

from lunette.core.runs import AnnotationInfo, AnnotationMethodConfig, AnnotationResults

__all__ = ["AnnotationInfo", "AnnotationMethodConfig", "AnnotationResults"]
