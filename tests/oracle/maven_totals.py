#!/usr/bin/env python3
"""Counts a Maven CRM export on its own, to be compared with the program's totals: maven_totals.py FOLDER AS_OF

Prints lines `agent|manager|quarter <tab> label <tab> won <tab> lost <tab> open <tab> won value <tab> win rate <tab> mean cycle days of won
<tab> open by age (0-30, 31-60, 61-90, 91-180, over 180, without a date)`. Reads the CSV files and nothing of the program.
"""
import csv
import datetime
import pathlib
import sys
from collections import defaultdict

LIMITS = (30, 60, 90, 180)


def date(text):
    return datetime.date.fromisoformat(text) if text else None


class Row:
    def __init__(self):
        self.won = self.lost = self.open = self.value = 0
        self.cycles = []
        self.ages = [0] * (len(LIMITS) + 2)

    def add(self, deal, as_of):
        engaged, closed = date(deal["engage_date"]), date(deal["close_date"])
        if deal["deal_stage"] == "Won":
            self.won += 1
            self.value += int(deal["close_value"])
            self.cycles.append((closed - engaged).days)
        elif deal["deal_stage"] == "Lost":
            self.lost += 1
        else:
            self.open += 1
            if engaged is None:
                self.ages[-1] += 1
            else:
                age = (as_of - engaged).days
                self.ages[next((i for i, limit in enumerate(LIMITS) if age <= limit), len(LIMITS))] += 1

    def text(self):
        closed = self.won + self.lost
        rate = f"{self.won / closed:.6f}" if closed else "-"
        cycle = f"{sum(self.cycles) / len(self.cycles):.6f}" if self.cycles else "-"
        return "\t".join(map(str, (self.won, self.lost, self.open, self.value, rate, cycle, " ".join(map(str, self.ages)))))


def main():
    folder, as_of = pathlib.Path(sys.argv[1]), date(sys.argv[2])
    read = lambda name: list(csv.DictReader((folder / name).open(encoding="ascii", newline="")))
    manager_of = {row["sales_agent"]: row["manager"] for row in read("sales_teams.csv")}
    agents, managers, quarters = ({name: Row() for name in manager_of}, defaultdict(Row), defaultdict(Row))
    for deal in read("sales_pipeline.csv"):
        closed = date(deal["close_date"])
        agents[deal["sales_agent"]].add(deal, as_of)
        managers[manager_of[deal["sales_agent"]]].add(deal, as_of)
        quarters[f"{closed.year}-Q{(closed.month + 2) // 3}" if closed else "open"].add(deal, as_of)
    for kind, rows in (("agent", agents), ("manager", managers), ("quarter", quarters)):
        for label, row in rows.items():
            print(f"{kind}\t{label}\t{row.text()}")


if __name__ == "__main__":
    main()
