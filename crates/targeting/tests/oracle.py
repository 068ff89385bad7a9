"""Solves every programme of a folder with HiGHS and compares its optima with those of the crate. Called by scripts/targeting-oracle."""

import pathlib
import sys

import highspy


def optimum(path):
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.4)
    # A binary that is a little off, times a floor, would be worth points.
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    highs.readModel(str(path))
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return "infeasible"
    if status != highspy.HighsModelStatus.kOptimal:
        return str(status)
    # Counted again from whole numbers, so that no tolerance is left in the value.
    lp = highs.getLp()
    values = [round(value) for value in highs.getSolution().col_value]
    return str(sum(round(cost) * value for cost, value in zip(lp.col_cost_, values)))


folder = pathlib.Path(sys.argv[1])
rows = [line.split("\t") for line in (folder / "answers.tsv").read_text().splitlines()]
different = [(name, own, other) for name, own in rows if (other := optimum(folder / name)) != own]
for name, own, other in different:
    print(f"{name}: {own} here, {other} with HiGHS", file=sys.stderr)
least = int(sys.argv[2])
if len(rows) < least:
    print(f"{len(rows)} programmes, and {least} were asked for", file=sys.stderr)
print(f"{len(rows)} programmes, {len(rows) - len(different)} with the same optimum")
sys.exit(bool(different) or len(rows) < least)
