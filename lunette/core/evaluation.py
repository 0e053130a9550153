"""The classes of evaluations, under the name that code imports them by."""

from lunette.core.runs import EvaluationInfo, EvaluationMethodConfig, EvaluationResults

__all__ = ["EvaluationInfo", "EvaluationMethodConfig", "EvaluationResults"]
