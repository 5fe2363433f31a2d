"""A plain-Python twin of reading and counting a record: what was decided, how a file may say it, what it counts to.

A decision is a `date`, a category and an amount. `written` writes decisions as real files do, each cell in another
form; what is read back must be the decisions. `counted` goes through them one by one.
"""

import math
from datetime import date, timedelta

CATEGORIES = ("Arts & crafts", "Schools, rural", 'The "other" fund', "École", "roads", "Roads", "health")

POINT_AMOUNTS = (
    "{0:.2f}",
    "{0:,.2f}",
    "${0:,.2f}",
    "USD {0:,.2f}",
    "US$ {0:,.2f}",
    "{0:,.2f} USD",
    " {0:.2f} ",
    "{1:.5f}k",
    "${2:.8f}m",
    "{2:.8f} million",
    "{0:.2f}",
)
COMMA_AMOUNTS = ("{0:.2f}", "{0:,.2f}", "€{0:,.2f}", "EUR {0:,.2f}", "{0:,.2f} €", "{1:.5f}k", "{2:.8f} mio")
DATES = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y%m%d}",
    "{0.day} {0:%B %Y}",
    "{0.day} {0:%b %Y}",
    "{0:%B} {0.day}, {0:%Y}",
    "{0.day}.{0.month}.{0.year}",
    "{0:%A}, {0.day} {0:%B %Y}",
    "{0:%Y-%m-%d}T09:30:00",
    "{0.day}-{0:%b}-{0:%Y}",
    "{0:%b} {0.day} {0:%Y}",
    "the month",
)
MONTHS = ("{0:%B %Y}", "{0:%Y-%m}", "{0:%m/%Y}", "{0:%b %Y}", "{0:%Y} {0:%B}", "{0:%Y-%m}")


def decisions(random, number, first=date(2018, 1, 1), days=3 * 365):
    """Made-up decisions, in the order in which they were written down; some categories are rarer than others."""
    weights = [1 / (1 + place) for place in range(len(CATEGORIES))]
    return [
        (
            first + timedelta(random.randrange(days)),
            random.choices(CATEGORIES, weights)[0],
            round(random.paretovariate(1.1) * 1000, 2),
        )
        for _ in range(number)
    ]


def written(made, random, *, comma=False, day_first=True, months=False):
    """Text of a file with the columns Date, Area and Grant; blank rows and cells are among them, in places."""
    part = ";" if comma else ","
    lines = [f"Id{part}Date{part} Area {part}Grant"]
    for number, (day, category, amount) in enumerate(made):
        slashed = f"{day.day}/{day.month}/{day.year}" if day_first else f"{day.month}/{day.day}/{day.year}"
        form = random.choice(MONTHS if months else DATES)
        when = slashed if form == "the month" else form.format(day)
        form = random.choice(COMMA_AMOUNTS if comma else POINT_AMOUNTS)
        grant = form.format(amount, amount / 1e3, amount / 1e6)
        if comma:
            grant = grant.translate(str.maketrans(".,", ",."))
        cells = [str(number), when, f" {category}  ", grant]
        lines.append(part.join('"' + cell.replace('"', '""') + '"' for cell in cells))
        if number % 29 == 7:
            lines += ["", part.join(["x", "", "roads", "1"]), part.join(["y", "2018-01-02", "  ", "1"])]
    return "\n".join(lines) + "\n"


def period_of(day, period):
    """Label of a date's period."""
    if period == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    return f"{day.year:04d}" if period == "year" else f"{day.year:04d}-{day.month:02d}"


def counted(made, period, by):
    """For each period a dictionary of categories to decisions, or to amounts."""
    table = {}
    for day, category, amount in made:
        of_period = table.setdefault(period_of(day, period), {})
        of_period[category] = of_period.get(category, 0) + (1 if by == "count" else amount)
    return table


def shares(counts):
    """Shares of categories."""
    total = sum(counts.values())
    return {category: count / total for category, count in counts.items()}


def hill(counts, order):
    """Effective number of categories, by the definition."""
    share = [one for one in shares(counts).values() if one > 0]
    if order == 1:
        return math.exp(-sum(one * math.log(one) for one in share))
    return sum(one**order for one in share) ** (1 / (1 - order))


def turnover(before, after):
    """Categories that came, categories that went, and the share of the mix that moved to others."""
    old, new = shares(before), shares(after)
    moved = sum(abs(new.get(one, 0) - old.get(one, 0)) for one in {*old, *new}) / 2
    return len(set(new) - set(old)), len(set(old) - set(new)), moved
