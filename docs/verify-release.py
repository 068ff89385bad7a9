"""Checks files of Polder's releases without Polder: python3 verify-release.py FILE…

Give it the manifests of all rounds (polder-…-manifest.json), and as many releases (polder-….json) as you have.
It says for each file what holds, and ends with 1 if something does not. It needs Python 3 and nothing else."""

import hashlib
import json
import sys

manifests, releases, wrong = {}, {}, 0
for name in sys.argv[1:]:
    raw = open(name, "rb").read()
    read = json.loads(raw)
    (manifests if "manifest" in read else releases)[hashlib.sha256(raw).hexdigest()] = (name, read)


def check(name, holds, text):
    global wrong
    wrong += not holds
    print(f"{name}: {'ok' if holds else 'WRONG'}: {text}")


# The chain: each manifest holds the fingerprint of the one before.
for own, (name, read) in sorted(manifests.items(), key=lambda item: item[1][1]["number"]):
    before = read["previous"]
    print(f"{name}: number {read['number']}, built by Polder {read['code']}, fingerprint {own}")
    if before is None:
        first = [other for other, (_, one) in manifests.items() if one["previous"] is None]
        check(name, first == [own], "it is the first of the chain")
    else:
        check(name, before in manifests, f"the manifest before it is here and unchanged ({before})")
        if before in manifests:
            check(name, manifests[before][1]["number"] + 1 == read["number"], "it is the next one")
    # What the rules allow: a group shows counts from two groups' worth of bodies on, two bodies or more in each bar.
    counts = [figure["counts"] for group in read["groups"] for figure in group["figures"] if figure["counts"]]
    fewest = 2 * read["parameters"]["k"] if read["format"] > 2 else 10
    check(name, all(min(bar.values()) >= 2 and sum(bar.values()) >= fewest for bar in counts), "counts keep to the rules")
    labels = [(one["region"], one["income_group"]) for group in read["groups"] for one in group["label"]]
    strata = sorted((one["region"], one["income_group"]) for one in read["strata"])
    check(name, not labels or sorted(labels) == strata, "every place is in exactly one group")

# The releases: each has a manifest that says the same.
for own, (name, read) in releases.items():
    of = [one for _, one in manifests.values() if one["release"] == own]
    listed = any(own in one["unchained"] for _, one in manifests.values())
    check(name, bool(of) or listed, f"a manifest is of this file ({own})")
    same = ("round", "format", "model", "parameters", "strata", "domains", "groups")
    for manifest in of:
        check(name, all(read[key] == manifest[key] for key in same), "it shows what its manifest shows")
sys.exit(wrong > 0)
