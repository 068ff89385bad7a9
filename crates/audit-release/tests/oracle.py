"""The attack on releases, written a second time: reads what scripts/disclosure-oracle has written out, works out the narrowest range of any hidden
share, and compares it with what crates/audit-release found.

A group that shares no assessment with another is worked out by intervals; where figures share assessments, linear programmes over single assessments are
solved by HiGHS."""

import itertools
import json
import pathlib
import sys

import highspy

TOP = 4.0
EDGES = {"starting": (0.0, 1.245), "developing": (1.245, 1.995), "managed": (1.995, 2.745), "advanced": (2.745, TOP)}
BARS = (("low", 0.0, 1.245), ("middle", 1.245, 2.745), ("high", 2.745, TOP))
STEPS = 40


class Figure:
    """The mean of some shares lies between two edges; some of them are known to everybody."""

    def __init__(self, band, counts, members, known):
        n = len(members) + len(known)
        self.members = members
        self.low, self.high = (edge * n - sum(known) for edge in EDGES[band])
        # Counts are about all of the members; of those that are known they are not used.
        self.counts = counts if counts and not known else None


def figures_of(rounds, domain):
    named = {assessment for one in rounds for assessment in one["named"]}
    figures = []
    for one in rounds:
        groups = one["release"]["groups"]
        members = [[] for _ in groups]
        for group, assessment in one["members"]:
            members[group].append(assessment)
        for group, own in zip(groups, members):
            figure = next(figure for figure in group["figures"] if figure["domain"] == domain)
            if figure["band"]:
                known = [one["shares"][member][domain] for member in own if member in named]
                hidden = [member for member in own if member not in named]
                figures.append(Figure(figure["band"], figure["counts"], hidden, known))
    return figures


def components(figures):
    """Figures that share assessments, directly or by others."""
    parts = []
    for figure in (figure for figure in figures if figure.members):
        touched = [part for part in parts if any(set(figure.members) & set(other.members) for other in part)]
        parts = [part for part in parts if part not in touched]
        parts.append(sum(touched, []) + [figure])
    return parts


def hull(rest, low, high):
    """From the lowest to the highest share of a member, when so many lie in each part and the sum of all lies between two values."""
    least = sum(count * lower for count, lower, _ in rest)
    most = sum(count * upper for count, _, upper in rest)
    ranges = []
    for count, lower, upper in rest:
        a, b = max(lower, low - (most - upper)), min(upper, high - (least - lower))
        if count and a <= b + 1e-9:
            ranges.append((a, b))
    return (min(a for a, _ in ranges), max(b for _, b in ranges)) if ranges else None


def by_intervals(figure):
    """One group: nobody known, or one member whose share is at its worst."""
    counts = figure.counts
    parts = [(counts[name], lower, upper) for name, lower, upper in BARS] if counts else [(len(figure.members), 0.0, TOP)]
    found = [hull(parts, figure.low, figure.high)]
    for place, (count, lower, upper) in enumerate(parts):
        if not count:
            continue
        rest = [(n - (index == place), a, b) for index, (n, a, b) in enumerate(parts)]
        least, most = (sum(n * part[end] for n, *part in rest) for end in (0, 1))
        start, end = max(lower, figure.low - most), min(upper, figure.high - least)
        if start > end + 1e-9:
            continue
        steps = STEPS if counts else 1
        for step in range(steps + 1):
            own = start + (end - start) * step / steps
            found.append(hull(rest, figure.low - own, figure.high - own))
    return min((b - a for a, b in filter(None, found)), default=None)


def by_programme(figures, bodies):
    """Groups that share assessments."""
    members = sorted({member for figure in figures for member in figure.members})
    place = {member: index for index, member in enumerate(members)}
    solver = highspy.Highs()
    solver.silent()
    solver.addVars(len(members), [0.0] * len(members), [TOP] * len(members))
    for figure in figures:
        own = [place[member] for member in figure.members]
        solver.addRow(figure.low, figure.high, len(own), own, [1.0] * len(own))

    def ends(index):
        values = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            solver.changeColCost(index, 1.0)
            solver.changeObjectiveSense(sense)
            solver.run()
            fits = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            values.append(solver.getSolution().col_value[index] if fits else None)
            solver.changeColCost(index, 0.0)
        return None if None in values else values

    # Assessments in the same figures are told apart by nobody.
    kind = {member: tuple(member in figure.members for figure in figures) for member in members}
    kinds = sorted(set(kind.values()))
    of_body = {}
    for member in members:
        of_body.setdefault(bodies[member], []).append(kind[member])
    readers = {tuple(sorted(own)) for own in of_body.values()} | {()}
    widths = []

    def attack(reader, known):
        if reader:
            free = [member for member in members if kind[member] == reader[0] and member not in known]
            own = ends(place[free[0]]) if free else None
            for end in own or []:
                solver.changeColBounds(place[free[0]], end, end)
                attack(reader[1:], known | {free[0]})
                solver.changeColBounds(place[free[0]], 0.0, TOP)
            return
        for wanted in kinds:
            target = next((member for member in members if kind[member] == wanted and member not in known), None)
            found = ends(place[target]) if target else None
            if found:
                widths.append(found[1] - found[0])

    for reader in readers:
        for order in set(itertools.permutations(reader)):
            attack(order, frozenset())
    return min(widths, default=None)


def narrowest(portfolio):
    rounds = portfolio["rounds"]
    bodies = {assessment: body for one in rounds for assessment, body in one["bodies"].items()}
    widths, programmes = [], 0
    for domain in sorted({domain for one in rounds for domain in one["release"]["domains"]}):
        for part in components(figures_of(rounds, domain)):
            alone = len(part) == 1
            programmes += not alone
            widths.append(by_intervals(part[0]) if alone else by_programme(part, bodies))
    return min(width for width in widths if width is not None), programmes


lines = (pathlib.Path(sys.argv[1]) / "portfolios.jsonl").read_text().splitlines()
least, different, solved = int(sys.argv[2]), 0, 0
for line in lines:
    portfolio = json.loads(line)
    width, programmes = narrowest(portfolio)
    solved += programmes > 0
    if abs(width - portfolio["width"]) > 1e-5:
        different += 1
        print(f"{portfolio['number']} ({portfolio['rules']}): {portfolio['width']} there, {width} here", file=sys.stderr)
if len(lines) < least:
    print(f"{len(lines)} portfolios, and {least} were asked for", file=sys.stderr)
print(f"{len(lines)} portfolios, {solved} of them with programmes, {len(lines) - different} with the same narrowest range")
sys.exit(bool(different) or len(lines) < least)
