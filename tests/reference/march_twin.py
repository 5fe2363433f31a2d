"""March's mutual learning once more, in plain Python: lists and loops, beside ``published/march_1991.py``."""

import numpy as np


def sign(x):
    return (x > 0) - (x < 0)


def mutual_learning(p, reality, beliefs, draws):
    """Code, beliefs ``[person][dimension]`` and reality after each period; `draws` has a dict of lists a period."""
    program = p.reading == "program"
    rates = p.socialisation if isinstance(p.socialisation, tuple) else (p.socialisation,) * p.people
    code, told, dimensions, people = [0] * p.dimensions, [], range(p.dimensions), range(p.people)

    def score(held):
        return sum(h * r if program else h == r for h, r in zip(held, reality))

    for draw in draws:
        reality = [-r if d <= p.turbulence else r for r, d in zip(reality, draw["turbulence"])]
        for i in people:
            if draw["leaving"][i] <= p.turnover:
                beliefs[i] = [draw["newcomers"][k][i] for k in dimensions]
        shown = beliefs
        if program:
            shown = [[beliefs[i][k] or (1 if draw["guesses"][k][i] <= 0.5 else -1) for k in dimensions] for i in people]
        superior = [held for held in shown if score(held) > score(code)]
        heard, socialised = list(code), draw["socialisation"]
        for i in people:
            for k in dimensions:
                if heard[k] and socialised[k][i] <= rates[i]:
                    half = program and beliefs[i][k] == -heard[k]
                    beliefs[i] = [*beliefs[i][:k], 0 if half else heard[k], *beliefs[i][k + 1 :]]
        for k in dimensions:
            lead = sum(held[k] for held in superior)
            kept = np.exp(abs(lead) * np.log1p(-p.learning))
            if lead and sign(lead) != code[k] and draw["learning"][k] <= 1 - kept:
                code[k] = sign(lead)
        told.append((list(code), [list(held) for held in beliefs], list(reality)))
    return told
