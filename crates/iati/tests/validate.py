"""Holds drafts against the published schema, code lists and rules of IATI 2.03. Run by scripts/iati-validate.

The schema, the code lists and the rules come with pyIATI, of the standard's own technical team; nothing of Polder is used here.
"""

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

STANDARD = Path(find_spec("iati").origin).parent / "resources/standard/2-03"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)

# Which code list holds for which attribute.
LISTS = {
    "activity-status/@code": "ActivityStatus",
    "activity-date/@type": "ActivityDateType",
    "participating-org/@role": "OrganisationRole",
    "participating-org/@type": "OrganisationType",
    "reporting-org/@type": "OrganisationType",
    "sector/@vocabulary": "SectorVocabulary",
    "sector/@code": "Sector",
    "budget/@type": "BudgetType",
    "budget/@status": "BudgetStatus",
    "budget/value/@currency": "Currency",
    "@default-currency": "Currency",
    "@xml:lang": "Language",
    "description/@type": "DescriptionType",
}


# Codes that came after the lists which pyIATI carries: 23231 is solar energy for isolated grids, in the list that IATI published in June 2026.
NEWER = {"Sector": {"23231"}}


def codes(name):
    """The codes of a list that are in use."""
    tree = etree.parse(STANDARD / "codelists" / f"{name}.xml", PARSER)
    items = [item for item in tree.iter("codelist-item") if item.get("status") != "withdrawn"]
    return {code.text for item in items for code in item.iter("code")} | NEWER.get(name, set())


def rules(tree):
    """The rules of the standard that a planned activity can break; yields what is broken."""
    ruleset = json.loads((STANDARD / "rulesets/standard_ruleset.json").read_text())
    for context, tests in ruleset.items():
        # The rules on organisations and results have nothing to look at.
        for element in tree.xpath(context):
            for name, test in tests.items():
                for case in test["cases"]:
                    yield from broken(element, name, case)


def broken(element, name, case):
    found = [value for path in case.get("paths", []) for value in element.xpath(path)]
    texts = [value if isinstance(value, str) else "".join(value.itertext()) for value in found]
    if name == "atleast_one" and not found:
        yield f"none of {case['paths']}"
    elif name == "date_order":
        less, more = ("".join(element.xpath(case[side])[:1]) if case[side] != "NOW" else "" for side in ("less", "more"))
        if less and more and less > more:
            yield f"{case['less']} after {case['more']}"
    elif name == "regex_matches":
        yield from (f"{text!r} does not match" for text in texts if not re.fullmatch(case["regex"], text))
    elif name == "sum" and found and abs(sum(map(float, texts)) - case["sum"]) > 1e-9:
        yield f"{case['paths']} sum to {sum(map(float, texts))}"


def faults(path, schema):
    tree = etree.parse(path, PARSER)
    if not schema.validate(tree):
        yield from (f"line {error.line}: {error.message}" for error in schema.error_log)
    for activity in tree.iter("iati-activity"):
        for where, name in LISTS.items():
            used = set(activity.xpath(where))
            yield from (f"{where}: {code} is not in {name}" for code in used - codes(name))
        sectors = sum(round(float(value) * 100) for value in activity.xpath("sector/@percentage"))
        if sectors != 10_000:
            yield f"sectors sum to {sectors / 100}"
    yield from rules(tree)


def main(folder):
    schema = etree.XMLSchema(etree.parse(STANDARD / "schemas/iati-activities-schema.xsd", PARSER))
    files = sorted(Path(folder).glob("*.xml"))
    bad = 0
    for path in files:
        for fault in faults(path, schema):
            bad += 1
            print(f"{path.name}: {fault}")
    # A validator that finds nothing in a file with a fault is none.
    spoil = [
        (b"<activity-status", b"<activity-stotus"),
        (b'percentage="100"', b'percentage="99"'),
        (b'code="15151"', b'code="15161"'),
    ]
    for old, new in spoil:
        spoilt = Path(folder) / "spoilt"
        spoilt.write_bytes(files[0].read_bytes().replace(old, new))
        if not list(faults(spoilt, schema)):
            bad += 1
            print(f"{new.decode()} was not found")
    print(f"{len(files)} drafts, {bad} faults")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
