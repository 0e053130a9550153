"""The classes of brain runs, under the name that code imports them by."""

from lunette.core.runs import BrainInfo, BrainMethodConfig, BrainResults

__all__ = ["BrainInfo", "BrainMethodConfig", "BrainResults"]
