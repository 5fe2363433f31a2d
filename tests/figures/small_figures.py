"""Every figure of the package of a small table made by hand, and of what changes the way it is drawn."""

import networkx as nx
import numpy as np
import pandas as pd

from specialisation_sim import figures
from specialisation_sim.figures.poster import poster

UNITS = {"share": "share of days", "food": "meals", "left_mean": "metres", "pop_tracks": "tracks"}
UNITS |= {"idm_tracks": "tracks", "late": "1"}


def series(*variants, runs=3, times=5):
    """A few runs of each variant, without two numbers alike; one observable has values in some runs or none."""
    rows = []
    for place, variant in enumerate(variants):
        for run in range(runs):
            for time in range(times):
                number = (7 * run + 3 * time + 5 * place) % 11
                late = np.nan if place == 1 or time < 2 + run else float(number)
                tracks = {"pop_tracks": number % 4, "idm_tracks": (number + time) % 3}
                rows.append(
                    (variant, run, 10 * time, number / 10, 2.0 + number**2 * (place + 1), late, *tracks.values())
                )
    return pd.DataFrame(rows, columns=["variant", "run", "time", "share", "food", "late", *tracks])


def periods(count, **columns):
    """A table of periods, a number of each column in each."""
    return pd.DataFrame({"period": [str(2000 + at) for at in range(count)], **columns})


ONE, TWO, FOUR = series("plain"), series("plain", "spared"), series("a", "b", "c", "d", runs=2, times=3)


def against():
    ends = pd.DataFrame({"rate": [1, 1, 1, 10, 10, 10], "lost_kinds": [1.0, 2.0, 6.0, 20.0, 30.0, 50.0]})
    options = {"unit": "kinds", "parameter_unit": "a year", "title": "Losses"}
    yield figures.against(ends, "rate", "lost_kinds", **options)
    yield figures.against(ends, "rate", "lost_kinds", exact=lambda rate: 3 * rate, formula="three", **options)


def albums():
    yield figures.albums(TWO, ["pop_tracks", "idm_tracks"], units=UNITS, title="Albums")
    yield figures.album_counts(TWO, "pop_tracks", units=UNITS, title="Counts")


def bands():
    yield figures.bands(TWO, ["share", "late"], units=UNITS, smooth={"share": 2}, marks={20: "rain"}, title="Both")
    yield figures.bands(ONE, ["food"], units=UNITS, clock="week")
    yield figures.small_multiples(TWO, "share", units=UNITS, smooth=2, sample=2, title="Each")
    yield figures.small_multiples(FOUR, "food", units=UNITS)
    yield figures.small_multiples(series(*"abcde", runs=1, times=2), "share", units=UNITS)


def breadth():
    count = [3.0, 2.5, 2.0]
    drift = {"drift_low": [1.0, 0.9, 0.8], "drift_middle": [2.0, 1.9, 1.8], "drift_high": [3.0, 3.1, 3.2]}
    table = periods(3, number=count, line=[2.9, 2.4, 1.9], **drift)
    yield figures.breadth_and_drift(table, by="count", size=1200, title="Breadth")
    none = table.assign(**dict.fromkeys(drift, np.nan))
    yield figures.breadth_and_drift(none, by="amount", size=1200)
    yield figures.breadth_and_drift(none, by="count")
    yield figures.two_records(periods(3, own=count, peer=[5.0, 4.0, 1.0]), names=("ours", "theirs"), size=2000)
    rules = {"cap": [1.0, 2.0, 5.0], "ring_fence": [1.0, 1.5, 3.0], "lottery": [1.0, 4.0, 30.0]}
    yield figures.guarantee_curves(pd.DataFrame({"level": [0.0, 0.5, 1.0], **rules}), title="Rules")
    ahead = np.arange(30) > 26
    fan = {"seen": np.where(ahead, np.nan, np.arange(30) + 1.0)} | {
        name: np.where(ahead, value, np.nan) for name, value in (("low", 20.0), ("middle", 25.0), ("high", 40.0))
    }
    yield figures.forecast_fan(periods(30, **fan), title="Ahead")


def chains():
    table = pd.DataFrame({"variant": ["few"] * 3 + ["many"] * 3, "place": [1, 2, 3] * 2})
    table = table.assign(truth=[0.5, 0.3, 0.2] * 2, left=[0.7, 0.3, 0.0, 0.4, 0.5, 0.1])
    yield figures.chances(table, cut=0.01, after="generation 20", title="Chances")
    yield figures.chances(table.assign(left=table["left"] / 10), cut=0.01, after="generation 20")
    classes = pd.DataFrame({"time": [0, 0, 5, 5], "task": [0, 1, 0, 1], "share": [0.4, 0.6, 0.1, 0.9]})
    classes["quality"] = [1.0, 2.0, 3.0, 2.5]
    quantities = {"share": "Share", "quality": "Quality"}
    yield figures.class_bars(classes, ["cat", "dog"], quantities=quantities, even=["share"], title="Classes")
    places = {"x": [1.0, -2.0, 0.5, 3.0], "y": [0.0, 1.0, -1.5, 2.0]}
    points = pd.DataFrame({"variant": ["a", "a", "b", "b"], "time": [5, 0, 0, 5], **places})
    yield figures.clouds(points, title="Clouds")
    yield figures.clouds(points, circle=4.0, clock="year")
    sheets = {(name, time): np.arange(20).reshape(5, 2, 2) / (20 + time) for name in "ab" for time in (3, 0)}
    yield figures.contact_sheets(sheets, title="Sheets")
    normal = {"left_weight": [0.5, 0.9], "left_mean": [-2.0, -1.0], "left_sd": [1.0, 0.1]}
    mixtures = pd.DataFrame({"run": [0, 0], "time": [0, 9], "right_mean": [2.0, 3.0], "right_sd": [1.0, 2.0], **normal})
    both = pd.concat([mixtures.assign(variant=name, left_mean=[-2.0, mean]) for name, mean in (("a", -1), ("b, c", 1))])
    both = pd.concat([both, both.assign(run=1, left_weight=0.2)])
    yield figures.densities(both, [0, 5, 9], units=UNITS, title="Densities")
    yield figures.densities(both, [0, 9], units=UNITS, run=1)


def hosts():
    index = pd.MultiIndex.from_product([[0, 9], [0, 1, 2]], names=["Step", "AgentID"])
    niche = {"allocation_big_tree": [0.5, 0.2, 0.1, 0.3, 1.0, 0.6], "allocation_bush": [0.5, 0.8, 0.9, 0.7, 0.0, 0.4]}
    agents = pd.DataFrame({"alive": [True, True, True, True, False, True], **niche}, index=index)
    yield figures.niches(agents, ["big_tree", "bush"], {0: "First", 9: "Last"}, title="Niches")
    graphs = {}
    for headline, stock, failing in (("Before", 1.0, False), ("After", 0.0, True)):
        graph = nx.Graph()
        graph.add_node("big_tree", bipartite=0, stock=1.0, failing=False)
        graph.add_node("bush", bipartite=0, stock=stock, failing=failing)
        graph.add_nodes_from([(0, {"bipartite": 1, "abundance": 0.5}), (1, {"bipartite": 1, "abundance": stock})])
        graph.add_edge("big_tree", 1, weight=1.8)  # many, most of them on the bush
        graph.add_edge(0, "bush", weight=0.2)
        graph.add_edge(1, "bush", weight=4.2)
        graph.add_edge(0, "big_tree", weight=0.8)
        graphs[headline] = graph
    yield figures.host_networks(graphs, title="Networks")
    yield figures.cascades(pd.concat([TWO, series("spared", runs=1)]), ["late", "share"], units=UNITS, title="Ends")


def lineages():
    people = nx.DiGraph(tasks=("large", "small_area"), until=19)
    desks = [(0, 0, 6, 0.55), (1, 2, None, 0.7), (0, 6, 7, 0.0), (2, 7, None, 1.0), (0, 30, None, 0.6)]
    for person, (desk, joined, left, large) in enumerate(desks):
        shares = {"large": large, "small_area": 1 - large}
        people.add_node(person, desk=desk, joined=joined, left=left, record=shares)
    people.add_edges_from([(0, 1), (0, 2), (1, 3), (3, 4)])
    yield figures.lineage(people, title="Lineage")
    yield figures.lineage(people, task="small_area", clock="month")


def tournament():
    low = {"survival": [0.9, 0.5, 0.4], "survival_low": [0.8, 0.45, 0.3], "survival_high": [0.95, 0.6, 0.7]}
    high = {"meals": [1.0, 0.7, 0.6], "meals_low": [0.9, 0.65, 0.3], "meals_high": [1.0, 0.8, 0.7]}
    table = pd.DataFrame({"rule": ["best", "middle", "last"], **low, **high})
    pairs = pd.DataFrame([(a, b, 1.0 + i + 3 * j) for i, a in enumerate("xyz") for j, b in enumerate("xyz")])
    pairs.columns = ["rule", "among", "meals"]
    shares = {"a": 0.1, "b": 0.3, "c": 0.05, "d": 0.2, "e": 0.15, "f": 0.2001, "g": 0.01}
    spread = pd.DataFrame([{"generation": at, **{k: v * (1 + at) for k, v in shares.items()}} for at in (0, 10, 100)])
    yield figures.league(table, None, None, None, title="Alone")
    yield figures.league(table, pd.DataFrame({"rule": ["y", "x", "z"]}), pairs, spread, title="Together")
    beliefs = [(w, s, w * s, 1 - w * s / 2) for w in (0.1, 0.5) for s in (1.0, 0.25)]
    beliefs = pd.DataFrame(beliefs, columns=["weight", "spread", "fishing", "meals"])
    yield figures.hot_stove(beliefs, title="Beliefs")
    rows = [("cap", "rule", 1.0, 0.5, 2.0, 0.02, 0.01, 0.05), ("keep", "habit", -1.0, -3.0, 0.5, -0.01, -0.02, 0.03)]
    rows += [("none", "", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), ("close", "rule", 1.5, 1.4, 1.8, 0.021, 0.02, 0.022)]
    columns = ["policy", "lever", "wider", "wider_low", "wider_high", "gain", "gain_low", "gain_high"]
    policies = pd.DataFrame(rows, columns=columns)
    yield figures.levers({"one": policies, "two": policies[:2]}, title="Levers")
    yield figures.levers(dict.fromkeys("abcd", policies[:2]))


def maps():
    table = pd.DataFrame({"share": [0.0, 1.0, 0.5], "next": [0.1, 0.9, 0.4], "low": [0.0, 0.8, 0.3]})
    table = table.assign(high=table["next"] + 0.05, unlearned=[0.0, 0.95, 0.45])
    yield figures.cobweb({"plain": table, "held": table.assign(next=table["next"] * 0.9)}, share="hunting", title="Map")
    kinds = ["stable", "unstable", "undecided", "stable"]
    points = pd.DataFrame({"share": [0.0, 0.6, 0.8, 1.0], "stability": kinds, "corner": [True, False, False, True]})
    points = points.assign(slope=[0.5, 1.5, 1.0, 0.25], low=points["share"] - 0.05, high=points["share"] + 0.1)
    yield figures.one_map(table, points, share_of="hunting", generation="a year", title="One")
    lever = [0.1, 0.2, 0.4]
    many = pd.concat([table.assign(exponent_b=at, next=table["next"] + at - 0.2) for at in lever])
    along = pd.concat([points.assign(exponent_b=at) for at in lever])
    options = {"lever": "exponent_b", "unit": "1", "share_of": "hunting"}
    yield figures.bifurcation_diagram(along, many, title="Lever", **options)
    yield figures.bifurcation_diagram(along[:4], many[:3], **options)
    stories = ["a", "b", "c", "d", "e", "f", "g", "h"]
    story = [
        table.assign(story=name, setting=setting, given=f"{setting} {name}", next=table["next"] * factor)
        for name in stories
        for setting, factor in (("alone", 1.0), ("held back", 0.7))
    ]
    story = pd.concat(story).assign(share_of="hunting", generation="a year")
    marks = pd.concat(points.assign(story=n, setting=s) for n in stories for s in ("alone", "held back"))
    yield figures.same_picture(story[story["story"].isin(["a", "b"])], marks, start=0.3)
    yield figures.same_picture(story[story["story"].isin(list("abcd"))], marks, title="Four")
    yield figures.same_picture(story, marks)
    parts = pd.DataFrame({"story": ["a", "c"], "title": ["First", "Second"], "lock_in_part": [0.2, 0.9]})
    yield poster(story, marks, parts)
    plane = pd.DataFrame({"rate_a": [1, 1, 2, 2], "rate_b": [3, 4, 3, 4], "estimate": [0.1, 0.2, 0.4, 0.9]})
    plane["holds"] = plane["estimate"] > 0.15
    yield figures.claim_map(plane, "rate_a", "rate_b", sentence="It falls.", demand="mean above 0.15", here=(1, 4))
    yield figures.claim_map(plane, "rate_a", "rate_b", sentence="It falls.", demand="below 2")
    options = {"frontier": lambda at: 5 - 2 * at, "law": "theory", "across": (1.0, 3.0), "label": "share"}
    yield figures.frontier_map(plane, "rate_a", "rate_b", **options, title="Tips")
    yield figures.frontier_map(None, "rate_a", "rate_b", **options)


def occupations():
    yield figures.fates(TWO, "share", units=UNITS, ends=("up", "down"), sample=2, title="Fates")
    yield figures.workers_by_occupation(series("plain", "spared", times=3), "share", units=UNITS, title="Workers")
    yield figures.workers_by_occupation(series("one", runs=1), "share", units=UNITS, even=None)
    down = TWO.assign(late=-TWO["food"] / 1000)
    yield figures.gains(down, "share", "late", "food", units=UNITS, title="Gains")


def curve():
    rows = [("ours", "replace", [0, 0.5, 2], [1, 0.8, 0.3]), ("theirs", "replace", [0, 5, 20], [1, 0.9, 0.7])]
    rows += [
        ("ours", "accumulate", [0, 0.001, 0.005], [1, 1, 0.9]),
        ("ours", "sampling alone", [0, 1, 3], [1, 0.6, 0.2]),
    ]
    found = [
        pd.DataFrame({"system": system, "regime": regime, "x": x, "variety": y, "low": np.array(y) - 0.1})
        for system, regime, x, y in rows
    ]
    found = pd.concat(found).assign(high=lambda each: each["low"] + 0.2)
    halves = pd.DataFrame({"system": ["ours", "theirs"], "regime": "replace", "half": [1.4, np.nan]})
    yield figures.one_curve(found, halves, said="One line.\nAnother.", title="One curve")
    yield figures.one_curve(found[found["regime"] == "accumulate"], halves)
    panels = [(x, by, at, x + at + run) for x in (1, 3) for by in ("a", "b") for at in (0, 1) for run in (0.0, 0.5)]
    panels = pd.DataFrame(panels, columns=["x", "by", "panel", "y"])
    panels = panels[(panels["by"] == "a") | (panels["panel"] == 0)]
    yield figures.curves(panels, "x", "y", by="by", panel="panel", labels=("across", "up"), title="Curves")


def operator():
    names = ["none", "constant", "monitor", "every 2", "every 4"]
    policies = pd.DataFrame({"policy": names, "cost": [0.0, 0.2, 0.15, 0.25, 0.3], "every": [0, 1, 1, 2, 4]})
    policies = policies.assign(drift=[0.5, 0.1, 0.08, 0.09, 0.095]).assign(low=lambda all_: all_["drift"] - 0.02)
    policies["high"] = policies["drift"] + 0.03
    curve = pd.DataFrame({"policy": ["constant"] * 5 + ["monitor"] * 2, "cost": [0.4, 0.0, 0.1, 0.2, 0.3, 0.1, 0.2]})
    curve = curve.assign(drift=[0.05, 0.5, 0.2, 0.1, 0.07, 0.15, 0.06]).assign(low=lambda all_: all_["drift"])
    time = [0, 5, 9]
    paths = pd.concat(
        pd.DataFrame({"policy": name, "time": time, "drift": np.array(time) * rate / 9})
        for name, rate in zip(names[:3], (0.5, 0.1, 0.08))
    )
    paths = paths.assign(low=paths["drift"] - 0.02, high=paths["drift"] + 0.03)
    options = {"instrument": "mean", "clock": "generation"}
    yield figures.operating(policies, curve.assign(high=curve["low"]), paths, tolerance=0.05, title="All", **options)
    wide = curve.assign(high=curve["low"] + 0.02)
    yield figures.operating(policies[:1], wide, paths[paths["policy"] != "monitor"], tolerance=0.049, **options)
    yield figures.operating(policies[3:], wide, paths[:3], tolerance=0.1, **options)


def optimum():
    days = [("optimum", day, 1 - day / 4, day / 2) for day in range(4)]
    days += [("myopic", day, 0.5, np.nan) for day in range(4)] + [("hunt always", day, np.nan, 0.1) for day in range(4)]
    days = pd.DataFrame(days, columns=["policy", "day", "threshold", "store"])
    yield figures.optimum_by_day(days, second="store", label="meals in store", title="By day")
    policy = [(e, s, e / 10 + s / 5, e / 20) for e in (0, 3, 7) for s in (0, 1)]
    policy = pd.DataFrame(policy, columns=["hunting_experience", "store", "optimum", "myopic"])
    yield figures.optimum_policy(policy, title="Policy")
    yield figures.optimum_policy(policy[policy["store"] == 0], title="No store")


def records():
    table = periods(3, records=[1200, 30, 7], partial=[False, False, True], solid=[True, True, False])
    table["used"] = [True, True, False]
    for number, column in enumerate(("hill_1", "hill_2", "modal_share")):
        value = np.array([3.0, 2.5, 1.5]) / (8 if column == "modal_share" else 1 + number)
        table = table.assign(**{column: value, f"{column}_low": value - 0.1, f"{column}_high": value + 0.2})
        table[f"{column}_corrected"] = [value[0] + 0.1, np.nan, value[2] + 9]
    table["hill_0"] = [5, 4, 3]
    table.loc[1, "hill_1_low"] = np.nan
    yield figures.effective_numbers(table, by="count", title="Effective")
    many = pd.concat([table.iloc[:2]] * 8, ignore_index=True)
    yield figures.effective_numbers(many, by="amount", order=2)
    names = [f"kind {place}" for place in range(8)] + [
        "a kind of which the name is far too long for a label of a figure"
    ]
    rows = [
        (str(2000 + period), name, (17 * period + 5 * place) % 13 + (40 if place == 8 else 0))
        for period in range(3)
        for place, name in enumerate(names)
        if period != 1 or place != 3
    ]
    shares = pd.DataFrame(rows, columns=["period", "what", "count"])
    shares["count_share"] = shares["count"] / shares.groupby("period")["count"].transform("sum")
    yield figures.category_shares(shares, by="count", title="Kinds", partial={"2002": "half"})
    yield figures.category_shares(shares[shares["what"].isin(names[:2])], by="count")
    many = [(str(1990 + year), "one", 3, 1.0) for year in range(15)]
    yield figures.category_shares(pd.DataFrame(many, columns=["period", "what", "count", "count_share"]), by="count")
    pairs = pd.DataFrame({"period": ["2000", "2001"], "share": [0.2, 0.4], "next": [0.3, 0.5], "records": [100, 50]})
    fit = pd.DataFrame({"share": [0.0, 1.0], "next": [0.1, 0.9], "low": [0.0, 0.8], "high": [0.2, 1.0]})
    surface = [(e, s, e * s, 2.0) for e in (0.1, 0.5, 1.0) for s in (1.0, 4.0)]
    surface = pd.DataFrame(surface, columns=["exponent", "selectivity", "excess", "bound"])
    yield figures.record_map(pairs, fit, surface, domain="a domain", title="Record")
    yield figures.record_map(pairs[:0], fit[:0], surface[:0], domain="x" * 60, note="Nothing fits.")
    yield figures.record_map(pairs, fit[:0], surface[::2], domain="a domain", note="One selectivity.")


def runs():
    yield figures.single_runs(TWO[TWO["run"] == 1], TWO, ["share", "food"], units=UNITS, title="Runs")
    yield figures.phase_plane(TWO, "share", "food", units=UNITS, smooth=2, sample=2, title="Plane")
    yield figures.phase_plane(TWO, "late", "food", units=UNITS, smooth=1)
    yield figures.survival_curves(series(*"abcd"), "share", units=UNITS, marks={20: "rain"}, title="Alive")


def sensitivity():
    rows = [("need", "total", 0.7, 0.5, 0.9), ("need", "first", 0.4, 0.3, 0.5), ("pair_of", "pair", 0.1, -2.0, 0.2)]
    rows += [("cloud_base", "total", 0.3, 0.1, 1.4), ("cloud_base", "first", 0.1, -0.2, 0.2)]
    yield figures.sobol_bars(pd.DataFrame(rows, columns=["parameter", "order", "index", "low", "high"]), title="Sobol")
    effects = {"parameter": ["need", "cloud_base", "wage"], "effect": [2.0, 5.0, 1.0], "low": [1.5, 4.0, 0.5]}
    table = pd.DataFrame(
        {**effects, "high": [3.0, 7.0, 1.25], "direction": [1.0, -4.0, 0.0], "spread": [0.5, 2.0, 6.0]}
    )
    yield figures.morris_bars(table, unit="days", title="Morris")
    yield figures.morris_bars(table[table["direction"] >= 0], unit="days")


def sweeps():
    plane = pd.DataFrame({"need_at": [1.0, 2.0, 4.0] * 2, "rule": [0.5] * 3 + [1.5] * 3})
    plane = plane.assign(mean=[0.1, 0.2, 0.4, 0.5, 0.8, 0.9], collapsed=[0.0, 0.2, 0.7, 0.1, 0.9, 1.0])
    options = {"observable": "food_left", "unit": "days"}
    units = {"need_at": "meals", "rule": "1"}
    yield figures.phase_diagram(plane, "need_at", "rule", collapse="none left", units=units, title="Plane", **options)
    names = plane.assign(rule=plane["rule"].map({0.5: "low", 1.5: "high"}), mean=[0.1, np.nan, 0.4, 0.5, 0.8, 0.9])
    yield figures.phase_diagram(names, "need_at", "rule", collapse="none left", **options)
    yield figures.phase_diagram(plane[:3].assign(mean=1.0), "need_at", "rule", collapse="none left", **options)
    effect = plane.iloc[:3].assign(low=lambda all_: all_["mean"] - 0.05, high=lambda all_: all_["mean"] + 0.1)
    words = effect.assign(word=["few", "some", "many"])
    many = pd.DataFrame({"wage": np.arange(61), "mean": np.arange(61) ** 2.0, "low": 0.0, "high": 1.0})
    tables = {"need_at": effect, "word": words, "wage": many, "rule": effect[:1]}
    yield figures.effects(tables, title="Effects", **options)
    yield figures.effects(
        {"need_at": effect, "wage": many[:60]}, units={"need_at": "meals", "wage": "money"}, **options
    )
    shares = {1.0: (0.2, 0.3, 0.5), 3.0: (0.6, 0.4, 0.0)}
    ends = [(x, low, low + 0.5, share) for x, of in shares.items() for low, share in zip((0.0, 0.5, 1.0), of)]
    ends = pd.DataFrame(ends, columns=["need_at", "low", "high", "share"])
    yield figures.end_states(ends, "need_at", units={"need_at": "meals"}, title="Ends", **options)
    yield figures.end_states(ends.assign(need_at=ends["need_at"].map({1.0: "few", 3.0: "many"})), "need_at", **options)


KINDS = (
    *(
        against,
        albums,
        bands,
        breadth,
        chains,
        hosts,
        lineages,
        tournament,
        maps,
        occupations,
        curve,
        operator,
        optimum,
        records,
    ),
    *(runs, sensitivity, sweeps),
)
