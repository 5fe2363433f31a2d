"""All scenarios at their full size, side by side; what was there is taken as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

import pandas as pd

from ..base.errors import checked_seeds
from ..claims.catalogue import load_scenario
from ..claims.claim import Finding, Verdict
from ..claims.record_scenario import AuditScenario
from ..output.folder import earlier
from ..registry import NAMED, resolve
from ..runs.fingerprint import PACKAGE, digest, engine
from ..runs.workers import do_all
from .running import run_scenario


def all_scenarios(names: Sequence[str], out: Path, seed: int | None) -> list[Finding]:
    """Run scenarios side by side, one a core, and write the results; findings come in the order of the names.

    Figures are drawn on one core, so that a scenario at a time would leave the others idle half of the time. Results
    that the same code wrote with the same seed are taken as they are.
    """
    checked_seeds([seed or 0])
    seeds = {name: first_seed(name, seed) for name in names}
    for name in names:
        earlier(out / name)
    start = perf_counter()
    written: dict[str, list[Finding]] = {}
    for name in names:
        if (findings := earlier_findings(name, out / name, seeds[name])) is not None:
            written[name] = findings
    if written:
        print(f"{len(written)} of {len(names)} were there and are taken as they are", flush=True)
    left = [name for name in names if name not in written]

    def done(index: int, rows: list[tuple[Any, ...]], by_helper: bool) -> None:
        # Claims hold functions, which another process cannot send back: it sends what it found of them.
        claims = load_scenario(left[index]).claims
        written[left[index]] = [Finding(claim, *rest) for claim, rest in zip(claims, rows, strict=True)]
        ready = len(written) - len(names) + len(left)
        minutes = (perf_counter() - start) / ready * (len(left) - ready) / 60
        print(f"{len(written)}/{len(names)} {left[index]}, about {minutes:.0f} minutes left", flush=True)

    do_all(_here, _there, [(name, out / name, seeds[name]) for name in left], None, done)
    return [finding for name in names for finding in written[name]]


def _there(job: tuple[str, Path, int]) -> list[tuple[Any, ...]]:
    """One scenario: what was found of each claim."""
    name, folder, seed = job
    result = run_scenario(load_scenario(name), folder, seed=seed, progress=False, settings={"code": code_of(name)})
    return [tuple(finding)[1:] for finding in result.findings]


def _here(job: tuple[str, Path, int], stop: Event) -> list[tuple[Any, ...]]:
    return _there(job)


def first_seed(name: str, seed: int | None) -> int:
    """The seed that was asked for, or the scenario's own."""
    scenario = load_scenario(name)
    own = 0 if isinstance(scenario, AuditScenario) else scenario.seed
    return own if seed is None else seed


def code_of(name: str) -> str:
    """Checksum of all code behind a scenario's results, its own file, and the packages it runs on."""
    return digest([package_code(), Path(resolve(name, called=NAMED).module).read_text(encoding="utf-8")])


@cache
def package_code() -> str:
    """Checksum of the package's code and settings, and of the packages it runs on."""
    files = sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("stories/*.toml")])
    texts = [file.read_text(encoding="utf-8") for file in files]
    return digest([texts, {key: value for key, value in engine().items() if key != "rules"}])


def earlier_findings(name: str, folder: Path, seed: int) -> list[Finding] | None:
    """What an earlier run of the same code found of a scenario's claims; None if there is none."""
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return None
    content = json.loads(manifest.read_text(encoding="utf-8"))
    seeds = content.get("seeds", {})
    first = seeds.get("first") if isinstance(seeds, dict) else seeds
    whole = all((folder / file).is_file() for file in content["files"])
    if content.get("code") != code_of(name) or first != seed or not whole:
        return None
    rows = pd.read_parquet(folder / "findings.parquet").to_dict("records")
    return [
        Finding(
            claim,
            row["estimate"],
            row["low"],
            row["high"],
            Verdict(row["verdict"]),
            int(row["replicates"]),
            None if pd.isna(row["needed"]) else int(row["needed"]),
            row["holds_in"],
            row["method"],
            row["chance"],
        )
        for claim, row in zip(load_scenario(name).claims, rows, strict=True)
    ]
