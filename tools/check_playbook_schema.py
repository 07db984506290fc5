#!/usr/bin/env python3
"""Validates playbooks (playbooks/default.toml where none is named) with playbooks/playbook.schema.json; exits 1 when one does not conform.

Then breaks the default in a few ways and demands that the schema notices each: a schema that allows everything would pass otherwise.
"""
import copy
import json
import pathlib
import sys
import tomllib

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parent.parent

FAULTS = {
    "an unknown key": lambda book: book.update(zebra=1),
    "an unknown key deep inside": lambda book: book["session_types"][0]["agenda"][0].update(minuets=3),
    "a calibration that is neither a count nor a rate": lambda book: book["scorecards"][0]["calibrations"][0].pop("count_at_least"),
    "a missing key": lambda book: book["drills"][0].pop("competency"),
    "a text for a number": lambda book: book["session_types"][0].update(minutes="thirty"),
    "a fraction for a whole number": lambda book: book["session_types"][0].update(minutes=30.5),
    "a number out of range": lambda book: book["privacy"].update(minimum_group=2),
    "a word that is none of its list": lambda book: book["cadences"][0].update(every="fortnight"),
    "a key with a capital": lambda book: book["competencies"][0].update(key="Discovery"),
    "another format": lambda book: book.update(format=2),
}


def main() -> int:
    schema = json.loads((ROOT / "playbooks/playbook.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    faults = 0
    for path in map(pathlib.Path, sys.argv[1:] or [ROOT / "playbooks/default.toml"]):
        for error in validator.iter_errors(tomllib.loads(path.read_text(encoding="utf-8"))):
            faults += 1
            print(f"{path}: {'.'.join(map(str, error.absolute_path)) or 'the whole'}: {error.message}")
    default = tomllib.loads((ROOT / "playbooks/default.toml").read_text(encoding="utf-8"))
    for what, plant in FAULTS.items():
        broken = copy.deepcopy(default)
        plant(broken)
        if validator.is_valid(broken):
            faults += 1
            print(f"playbooks/playbook.schema.json: allows {what}")
    print(f"playbook schema: {'no fault' if faults == 0 else f'{faults} faults'}")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
