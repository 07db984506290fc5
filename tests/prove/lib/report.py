"""What every experiment says: one line a check, a count at the end, and figures for docs/proof.md."""
import argparse
import json
import os
import pathlib
import sys


def words(counts):
    """{200: 3, "refused": 2} as "3 x 200, 2 x refused"."""
    def name(key):
        return " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
    return ", ".join(f"{count:,} x {name(key)}" for key, count in sorted(counts.items(), key=lambda item: -item[1])) or "none"


class Report:
    def __init__(self, bar, given):
        self.bar, self.figures = bar, given.figures
        self.passed = self.failed = 0
        self.rows = []

    def check(self, what, holds, detail=""):
        """One thing that is to be so."""
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        print(f"{'ok  ' if holds else 'FAIL'} {what}" + (f": {detail}" if detail != "" else ""), flush=True)
        return holds

    def figure(self, what, goal, measured, holds, reason=""):
        """A check whose figure stands on the page of proofs. `reason` says why where it does not hold."""
        self.check(what, holds, f"{measured} (goal {goal})")
        self.rows.append({"bar": self.bar, "what": what, "goal": str(goal), "measured": str(measured), "holds": bool(holds), "reason": "" if holds else reason})

    def timed(self, what, goal, measured, holds, reason=""):
        """A figure of time. On a machine that others use too (BACKBEAT_UNTIMED) a miss is said and is no failure."""
        if holds or not os.environ.get("BACKBEAT_UNTIMED"):
            self.figure(what, goal, measured, holds, reason)
            return
        print(f"slow {what}: {measured} (goal {goal}; not judged here)", flush=True)
        self.rows.append({"bar": self.bar, "what": what, "goal": str(goal), "measured": str(measured), "holds": False, "reason": reason or "time is not judged on this machine"})

    def end(self):
        """The exit code."""
        if self.figures:
            command = " ".join(["/usr/bin/python3", *sys.argv])
            pathlib.Path(self.figures).write_text(json.dumps({"bar": self.bar, "rows": self.rows, "command": command}, indent=1))
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def arguments(description):
    """The arguments every experiment has; add your own and parse."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--short", action="store_true", help="the bounded form, for CI")
    parser.add_argument("--figures", help="file to write the figures to, as JSON")
    parser.add_argument("--seed", type=int, default=1)
    return parser
