"""Execute lessons from top to bottom, solutions included, and store what comes out in the notebooks.

``uv run python notebooks/run.py`` does all of them, ``... run.py 01_the_island`` one. With ``--check`` nothing is
stored, and with ``SPECIALISE_QUICK=1`` each experiment takes a tenth of its runs: that is what the tests do.

A solution is hidden in ``<details>`` of a Markdown cell, where readers of JupyterLab and of GitHub open it by a click.
Its Python code runs as a cell of its own at that place, and what it shows is stored beneath it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbclient.util import run_sync
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from specialisation_sim.base.files import write_whole
from specialisation_sim.output.lessons import QUICK

FOLDER = Path(__file__).resolve().parent
CODE = re.compile(r"```python\n(.*?)```\n", flags=re.DOTALL)
OUTCOME = re.compile(r"\n<!-- outcome: written by run\.py -->\n.*?<!-- end of outcome -->\n", flags=re.DOTALL)
SECONDS = 900
"""Longest that a cell may take."""
AFRESH = "%reset -f\nget_ipython().execution_count = 0"
"""Run before a notebook: names of an earlier one are gone, and what it imports is imported already."""
QUIET = ["--log-level=40"]
"""A kernel's remarks on its own transport are no warning of the lesson's."""


def lessons() -> list[Path]:
    """All notebooks, in the order of their numbers."""
    return sorted(FOLDER.glob("[0-9]*.ipynb"))


def has_solution(cell: NotebookNode) -> bool:
    """Whether a cell hides a solution."""
    return bool(cell.cell_type == "markdown" and "<details>" in cell.source)


def said(notebook: NotebookNode) -> str:
    """A number that changes with the code that is run, that of solutions included: outputs follow from it alone."""
    written = "\0".join(cell.source for cell in with_solutions(notebook).cells if cell.cell_type == "code")
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def with_solutions(notebook: NotebookNode) -> NotebookNode:
    """The notebook with the code of each solution as a cell after the text that hides it."""
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if has_solution(cell):
            code = "\n".join(CODE.findall(cell.source))
            if code:
                cells.append(new_code_cell(code, metadata={"solution": True}))
    return NotebookNode({**notebook, "cells": cells})


@contextmanager
def one_kernel() -> Iterator[AsyncKernelManager]:
    """A kernel for several notebooks, which then import what they need once; each finds it without names."""
    kernel = AsyncKernelManager(kernel_name="python3")
    try:
        yield kernel
    finally:
        if kernel.has_kernel:
            run_sync(kernel.shutdown_kernel)(now=True)


def _run(notebook: NotebookNode, kernel: AsyncKernelManager) -> None:
    """Run the cells of a notebook in a kernel, which goes on after it."""
    where = {"metadata": {"path": FOLDER}}
    client = NotebookClient(notebook, km=kernel, timeout=SECONDS, resources=where, extra_arguments=QUIET)
    try:
        client.execute()
    finally:
        if client.kc is not None:
            client.kc.stop_channels()


def execute(notebook: NotebookNode, kernel: AsyncKernelManager) -> None:
    """Run all cells and solutions of a notebook, and keep what they show in it.

    Raises
    ------
    SystemExit
        If a cell fails, or warns.
    """
    whole = with_solutions(notebook)
    try:
        _run(new_notebook(cells=[new_code_cell(AFRESH)]), kernel)
        _run(whole, kernel)
    except CellExecutionError as error:
        failed = next(cell for cell in reversed(whole.cells) if any("ename" in one for one in cell.get("outputs", [])))
        sys.exit(f"a cell fails:\n{failed.source}\n{error.ename}: {error.evalue}")
    number = 0
    for place, cell in enumerate(whole.cells):
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                sys.exit(f"a cell warns:\n{cell.source}\n{output.text}")
        if "solution" in cell.metadata:
            keep_outcome(whole.cells[place - 1], cell.outputs)
            continue
        number += 1
        cell.execution_count = number
        cell.metadata.pop("execution", None)
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number
    notebook.metadata["specialise"] = {"executed": said(notebook)}


def keep_outcome(cell: NotebookNode, outputs: list[NotebookNode]) -> None:
    """Write what a solution shows beneath its code: pages of text as they are, pictures as attachments."""
    shown, pictures = [], {}
    for data in (output.data for output in outputs if "data" in output):
        if "image/png" in data:
            name = f"picture_{len(pictures) + 1}.png"
            pictures[name] = {"image/png": data["image/png"].strip()}
            shown.append(f"![what comes out](attachment:{name})\n")
        elif "text/markdown" in data:
            shown.append(f"{data['text/markdown']}\n")
    source = OUTCOME.sub("", cell.source)
    if shown:
        lines = "\n".join(["", "<!-- outcome: written by run.py -->", "", *shown, "<!-- end of outcome -->", ""])
        end = max(found.end() for found in CODE.finditer(source))
        source = source[:end] + lines + source[end:]
    cell.source = source
    cell.pop("attachments", None)
    if pictures:
        cell.attachments = pictures


def store(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook whole or not at all."""
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.validate(notebook)
    write_whole(path, lambda part: part.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8"))


def main() -> None:
    """Execute the lessons that are named, or all."""
    names = [path.stem for path in lessons()]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*names, []], metavar="NAME", help=", ".join(names))
    parser.add_argument("--check", action="store_true", help="store nothing")
    wanted = parser.parse_args()
    if not wanted.check and os.environ.get(QUICK, "0") not in {"", "0"}:
        sys.exit(f"{QUICK} is set: quick outcomes are not worth keeping; unset it, or add --check")
    with one_kernel() as kernel:
        for name in wanted.names or names:
            path, start = FOLDER / f"{name}.ipynb", time.perf_counter()
            notebook = nbformat.read(path, as_version=4)
            execute(notebook, kernel)
            if not wanted.check:
                store(notebook, path)
            print(f"{name}: {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
