"""Draw which folder imports which, as a picture in CONTRIBUTING.md: ``uv run python docs/import_picture.py``."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "specialisation_sim"
PLACE = re.compile(r"(<!-- imports -->\n).*?(<!-- end of imports -->)", flags=re.DOTALL)


def folder_of(path: Path) -> str:
    """Folder of a module inside the package, or its own name where it stands beside the folders."""
    inner = path.relative_to(PACKAGE)
    return "/".join(inner.parent.parts) or inner.stem


def arrows() -> set[tuple[str, str]]:
    """Pairs of folders of which the first imports the second."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        here = folder_of(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.ImportFrom) and node.level) or here.startswith("_"):
                continue
            base = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            for alias in node.names:
                target = next((one for one in (base / alias.name, base) if one.is_dir()), base)
                found.add((here, folder_of(target / "_" if target.is_dir() else target.with_suffix(".py"))))
    return {(one, other) for one, other in found if one != other and not other.startswith("_")}


def direct(pairs: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Arrows that no path over another folder stands for."""
    below: dict[str, set[str]] = {}

    def reach(name: str) -> set[str]:
        if name not in below:
            below[name] = set()
            below[name] = {far for one, other in pairs if one == name for far in {other} | reach(other)}
        return below[name]

    between = {(one, far) for one, other in pairs for far in reach(other)}
    return sorted(pairs - between)


def picture() -> str:
    """The picture as Mermaid text: a folder stands for those in it."""
    tops = {(one.split("/")[0], other.split("/")[0]) for one, other in arrows()}
    pairs = {(one, other) for one, other in tops if one != other and other not in {"base", "laws"}}
    lines = [f"    {one} --> {other}" for one, other in direct(pairs)]
    return "```mermaid\nflowchart TD\n" + "\n".join(lines) + "\n```\n"


def main() -> None:
    """Write the picture where CONTRIBUTING.md marks its place."""
    page = ROOT / "CONTRIBUTING.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(PLACE.sub(lambda match: match[1] + picture() + match[2], text), encoding="utf-8")
    folders = {folder for pair in arrows() for folder in pair}
    print(f"{len(folders)} folders, {len(arrows())} arrows")


if __name__ == "__main__":
    main()
