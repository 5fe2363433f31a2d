"""What numbers come from: version, commit, packages, and the processor's vector instructions."""

from __future__ import annotations

import platform
import subprocess
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .version import __version__

MAKER = "specialisation_sim"
"""What a manifest of ours says of who made the files that it lists, so that no others are ever taken for ours."""


def made_by(files: list[str]) -> dict[str, Any]:
    """Maker, version, commit, packages and platform behind files."""
    return {
        "made_by": MAKER,
        "version": __version__,
        "commit": commit(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("mesa", "numpy", "pandas", "scipy")},
        "platform": platform.platform(),
        "simd": simd(),
        "files": files,
    }


def simd() -> list[str]:
    """Vector instructions that NumPy found: the last bits of `exp` and `log` are the same on alike processors only."""
    import numpy as np

    extensions: list[str] = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    return extensions


@cache
def commit() -> str | None:
    """Commit of the checkout that the package runs from, with "+" if it was changed since; None if it is installed."""
    root = Path(__file__).resolve().parent.parent.parent
    if not (root / ".git").exists():
        return None
    try:
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=True)
        status = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return head.stdout.strip() + ("+" if status.stdout.strip() else "")
