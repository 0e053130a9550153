"""What kind of host runs this process, as far as the way to the App depends on it."""

from __future__ import annotations

import os
import sys

from lunette.core.session import notebook, server_address

__all__ = ["hub_address", "in_vscode", "sealed_host"]


def in_vscode() -> bool:
    """Whether VS Code shows this notebook. Its pages do not have our extension."""
    if not notebook.in_notebook():
        return False
    if "__vsc_ipynb_file__" in notebook.user_names():
        return True
    # Kernels of a Jupyter server that was started in a terminal of VS Code have these, too.
    started = any(name in os.environ for name in ("VSCODE_PID", "VSCODE_CWD"))
    return started and server_address.server_address() is None


def sealed_host() -> str | None:
    """The name of a hosted notebook whose pages reach neither server nor port of ours, or None."""
    if "google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ:
        return "Colab"
    if "KAGGLE_KERNEL_RUN_TYPE" in os.environ:
        return "Kaggle"
    if "DATABRICKS_RUNTIME_VERSION" in os.environ:
        return "Databricks"
    return None


def hub_address() -> str | None:
    """Where JupyterHub serves this user, with a slash at the end; None outside of a hub.

    The public address if the hub says it, else a path: only browsers know what is before it.
    """
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX")
    if not prefix:
        return None
    public = os.environ.get("JUPYTERHUB_PUBLIC_URL") or prefix
    return public if public.endswith("/") else f"{public}/"
