"""Lists what slither-mutate would change in this project, and changes nothing.

usage: slither_patches.py <folder that has build-info/> > patches.json

Slither's own mutators make the patches. They look at contracts and libraries alone; here the
functions outside of contracts are shown to them as a contract too.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

from slither import Slither
from slither.tools.mutator.mutators import all_mutators

MUTATORS = [value for value in vars(all_mutators).values() if isinstance(value, type)]


def subjects(unit):
    """The contracts and libraries of a compilation, and a stand-in for each file's free functions."""
    yield from (contract for contract in unit.contracts if not contract.is_interface)
    free = defaultdict(list)
    for function in unit.functions_top_level:
        free[function.source_mapping.filename.relative].append(function)
    for file, functions in free.items():
        yield SimpleNamespace(
            name=Path(file).stem,
            functions_and_modifiers_declared=functions,
            functions_declared=functions,
            functions=functions,
            modifiers=[],
            state_variables_declared=[],
            variables=[],
            source_mapping=functions[0].source_mapping,
        )


def patches(unit, subject):
    for mutator in MUTATORS:
        found = mutator(unit, 0, "", "", subject, None, False, Path("."), [])._mutate()
        for listed in found.get("patches", {}).values():
            for patch in listed:
                yield {
                    "file": subject.source_mapping.filename.relative,
                    "operator": mutator.NAME,
                    "start": patch["start"],
                    "old": patch["old_string"],
                    "new": patch["new_string"],
                }


def main():
    project = Slither(
        ".",
        hardhat_artifacts_directory=sys.argv[1],
        hardhat_ignore_compile=True,
        ignore_compile=True,
    )
    found = [
        patch
        for unit in project.compilation_units
        for subject in subjects(unit)
        if subject.source_mapping.filename.relative.startswith("contracts/")
        for patch in patches(unit, subject)
    ]
    json.dump(found, sys.stdout)


main()
