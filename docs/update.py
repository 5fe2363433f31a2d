"""Write what is generated: verdicts and estimates of all claims, figures, and every region of the docs that is marked.

``uv run python docs/update.py`` runs every scenario at its own replicates, which takes some minutes;
``uv run python docs/update.py island-slack`` runs those that are named and keeps what is known of the others;
``uv run python docs/update.py --new`` runs those whose claims are not all known yet;
``uv run python docs/update.py --text`` runs none and writes the regions anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import paper_bibliography
import regions

from specialisation_sim import figures
from specialisation_sim.claims.catalogue import load_scenario
from specialisation_sim.claims.deciders import decided_by_published
from specialisation_sim.maps.tilt_and_lock_in import maps_of_all
from specialisation_sim.output import claims_page, draw, write_figure
from specialisation_sim.output.claims_data import with_findings, with_published, write_claims
from specialisation_sim.output.outlines import write_outlines
from specialisation_sim.registry import scenario_names
from specialisation_sim.studies.collapse_curve import one_curve, said
from specialisation_sim.studies.listed import write_list
from specialisation_sim.studies.tour import draw_stop, run_stop, write_png
from specialisation_sim.studies.tour_stops import STOPS
from specialisation_sim.ui import gallery_data

IMAGES = regions.ROOT / "docs" / "img"
FIGURES = {
    "island-every-day": {"skill_and_threshold": "island"},
    "island-slack": {"survival": "island_slack"},
    "foundation-seventy-thirty": {"awards": "foundation", "lineage": "foundation_lineage"},
    "band-third-album": {"albums": "band"},
    "labour-equal-pay": {"fates": "labour"},
    "labour-trade": {"gains": "labour_gains"},
    "species-calm": {"breadth": "species"},
    "species-sneeze": {"living": "species_sneeze"},
    "generator-seventy-thirty": {"generations": "generator"},
    "generator-retrained": {"output": "generator_retrained"},
    "chain-gaussian-replace": {"collapse": "chains"},
    "docking-march-1991": {
        name: f"march_1991_{name}"
        for name in ("figure_1_equilibrium", "figure_2_heterogeneity", "figure_4_turnover", "figure_5_turbulence")
    },
}
"""Scenarios whose figures pages show, and the files they are in."""


def main() -> None:
    """Run what is asked for, and write."""
    words = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    words.add_argument("scenario", nargs="*", help="scenarios to run; all if none is named")
    words.add_argument("--new", action="store_true", help="run those whose claims are not all known")
    words.add_argument("--text", action="store_true", help="run nothing")
    asked = words.parse_args()
    some = asked.scenario or asked.new or asked.text
    names = [*asked.scenario, *(unknown_scenarios() if asked.new else [])] if some else scenario_names()
    data = regions.claims_data()  # what the audit of claims said is kept
    cards = dict(gallery_data.shipped()) if some else {}
    for name in names:
        result = load_scenario(name).run()
        write_pictures(name, result)
        data = with_findings(data, name, result.findings)
        if (published := decided_by_published(result)).tried:
            data = with_published(data, name, published)
        cards[name] = gallery_data.card_of(result)
    if names:
        write_claims({name: data[name] for name in scenario_names() if name in data}, regions.CLAIMS)
        regions.claims_data.cache_clear()
        gallery_data.write({name: cards[name] for name in scenario_names() if name in cards}, regions.CLAIMS)
    if not some:
        write_picture(figures.same_picture(*maps_of_all()), "same_picture")
        write_threshold()
        write_collapse()
    write_outlines()
    write_list()
    write_page_of_the_audit()
    write_regions()


def unknown_scenarios() -> list[str]:
    """Scenarios whose claims are not those that were weighed, or that have no card in the gallery."""
    known, cards = regions.findings(), gallery_data.shipped()
    claims = {name: [claim.sentence for claim in load_scenario(name).claims] for name in scenario_names()}
    return [name for name, sentences in claims.items() if list(known.get(name, {})) != sentences or name not in cards]


def write_pictures(name: str, result: Any) -> None:
    """Draw a scenario's figures if a page shows them."""
    if name in FIGURES:
        drawn = draw(result)
        for figure, file in FIGURES[name].items():
            write_picture(drawn[figure], file)


def write_page_of_the_audit() -> None:
    """Write the page of the audit of claims from the data file."""
    regions.CLAIMS.with_suffix(".md").write_text(claims_page.page(regions.claims_data()), encoding="utf-8")


def write_threshold() -> None:
    """Draw the front page's picture: the figure of the tour's stop at the island."""
    (stop,) = (stop for stop in STOPS if stop.scenario == "island-every-day")
    write_png(draw_stop(stop, run_stop(stop, seed=0)), IMAGES / "threshold.png")


def write_collapse() -> None:
    """Put all systems on one pair of axes: the figure, and when half of the variety is gone in each."""
    curves, halves = one_curve()
    write_picture(figures.one_curve(curves, halves, said=said(halves), title="One collapse?"), "collapse")
    halves.to_json(regions.COLLAPSE, orient="records", indent=1, double_precision=6)
    regions.halves.cache_clear()


def write_picture(figure: Any, name: str) -> None:
    """Write a figure, as PNG alone."""
    write_figure(figure, IMAGES / name)
    (IMAGES / f"{name}.svg").unlink()


def write_regions() -> None:
    """Write the regions of all pages."""
    for path in regions.pages():
        text = path.read_text(encoding="utf-8")
        if (written := regions.rendered(text)) != text:
            path.write_text(written, encoding="utf-8")
            print(Path(path).relative_to(regions.ROOT))
    paper = paper_bibliography.PAPER.read_text(encoding="utf-8")
    paper_bibliography.WRITTEN.write_text(paper_bibliography.bibliography(paper), encoding="utf-8")


if __name__ == "__main__":
    main()
