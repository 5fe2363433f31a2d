"""The register of claims: what each asked when it was entered, and what was changed since, when and why.

An entry knows its claim by scenario and sentence. It holds a checksum of all that decides a verdict, the statistic, the
bound and the setting, so that none of them can be changed without a line in the register; a changed sentence is a new
claim. ``seen`` says whether a result was known when a change was made.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..base.errors import UserError
from ..base.files import write_whole
from ..registry import scenario_names
from .catalogue import load_scenario
from .claim import Claim
from .readings import Outcome, Reading
from .record_scenario import AuditScenario
from .scenario import Scenario

type Register = dict[str, dict[str, dict[str, Any]]]
"""For each scenario its claims by their sentences."""


def asked(scenario: Scenario | AuditScenario, claim: Claim) -> dict[str, str]:
    """What decides a verdict, each part as a short checksum."""
    statistic: Any = claim.statistic
    if isinstance(statistic, Reading):
        read = statistic.words or _source(statistic.read)
    else:
        read = statistic.words if isinstance(statistic, Outcome) else _source(statistic)
    named = getattr(statistic, "observable", "")
    setting: Any = ""
    if isinstance(scenario, Scenario):
        setting = {
            name: sorted((key, str(value)) for key, value in scenario.variants[name].items())
            for name in (claim.of, claim.versus)
            if name is not None
        }
        setting = [setting, scenario.steps, scenario.every, scenario.setting]
    parts = {
        "sentence": claim.sentence,
        "statistic": f"{named} {read}",
        "bound": claim.demand,
        "setting": f"{claim.of} {claim.versus} {setting}",
    }
    return {name: sha256(text.encode()).hexdigest()[:12] for name, text in parts.items()}


def all_asked() -> dict[str, dict[str, dict[str, str]]]:
    """What all shipped claims ask now."""
    scenarios = {name: load_scenario(name) for name in scenario_names()}
    return {
        name: {claim.sentence: asked(scenario, claim) for claim in scenario.claims}
        for name, scenario in scenarios.items()
    }


def read_register(file: Path) -> Register:
    """The register; nothing if there is none.

    Raises
    ------
    UserError
        If the file is damaged.
    """
    if not file.exists():
        return {}
    try:
        register: Register = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UserError(f"{file} is damaged: {error}") from None
    return register


def unregistered(register: Register, now: Mapping[str, Mapping[str, Mapping[str, str]]]) -> list[str]:
    """What the register does not know, in words: claims without an entry, and parts that were changed."""
    problems = []
    for scenario, claims in now.items():
        for sentence, parts in claims.items():
            entry = register.get(scenario, {}).get(sentence)
            if entry is None:
                problems.append(f"{scenario}: {sentence!r} has no entry")
                continue
            changed = [name for name, checksum in parts.items() if entry["asked"].get(name) != checksum]
            if changed:
                problems.append(f"{scenario}: {sentence!r} has another {' and '.join(changed)} than its entry")
    return problems


def entered(
    register: Register, now: Mapping[str, Mapping[str, Mapping[str, str]]], day: str, why: str, seen: str
) -> Register:
    """The register with entries for new claims and a line for each that was changed; those that are gone leave it.

    Parameters
    ----------
    register : dict
        As it was.
    now : mapping
        As `all_asked` gives it.
    day, why : str
        Date and reason.
    seen : str
        Whether a result had been seen: "yes", "no" or "unknown".

    Returns
    -------
    dict
        A new register.

    Raises
    ------
    UserError
        If there is no reason, or `seen` is another word.
    """
    if seen not in ("yes", "no", "unknown"):
        raise UserError(f"seen = {seen!r} is not valid; allowed: yes, no or unknown")
    if not why.strip():
        raise UserError("say why the claims are entered or changed")
    whole: Register = {}
    for scenario, claims in now.items():
        whole[scenario] = {}
        for sentence, parts in claims.items():
            entry = register.get(scenario, {}).get(sentence)
            if entry is None:
                entry = {"asked": dict(parts), "entered": day, "seen": seen, "changes": []}
            elif entry["asked"] != parts:
                changed = [name for name, checksum in parts.items() if entry["asked"].get(name) != checksum]
                line = {"day": day, "changed": changed, "why": why, "seen": seen}
                entry = {**entry, "asked": dict(parts), "changes": [*entry["changes"], line]}
            whole[scenario][sentence] = entry
    return whole


def write_register(register: Register, file: Path) -> None:
    """Write the register."""
    text = json.dumps(register, indent=1, ensure_ascii=False) + "\n"
    write_whole(file, lambda part: part.write_text(text, encoding="utf-8"))


def _source(function: Any) -> str:
    """What a function does, whatever its variables are called; of one that was made by another, its values too."""
    inside = [str(cell.cell_contents) for cell in function.__closure__ or () if not callable(cell.cell_contents)]
    return " ".join([_without_names(inspect.getsource(function)), *inside])


def _without_names(source: str) -> str:
    """Code with its variables numbered in order, and without docstrings; a piece of a line stays as it is."""
    try:
        tree = ast.parse(textwrap.dedent(source))
    except SyntaxError:
        return " ".join(source.split())
    numbers: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.name = "f"
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:]
        elif isinstance(node, ast.Name):
            node.id = numbers.setdefault(node.id, f"v{len(numbers)}")
        elif isinstance(node, ast.arg):
            node.arg, node.annotation = numbers.setdefault(node.arg, f"v{len(numbers)}"), None
    return ast.dump(tree)
