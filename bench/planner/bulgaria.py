#!/usr/bin/env python3
"""The Bulgaria plans as files of `gishe solve zone`: bulgaria.py SERVICES [--kept] [--quota N] > bg.json

Settlements and municipal seats come from GISHE_SHARED/data/geo-bg; rates, costs and the travel formula are written down in
GISHE_SHARED/planner/README.md, so that everybody measures the same problem.
"""
import argparse
import csv
import json
import math
import os
import pathlib

RATES = [0.8, 0.5, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05]  # per cent of the people, by service
FOLDER = pathlib.Path(os.environ["GISHE_SHARED"]) / "data" / "geo-bg"


def minutes(a, b):
    """By great-circle distance, roads 1.3 times as long, 50 km/h; to 0.1."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * 6371.0088 * math.asin(math.sqrt(h)) * 1.3 / 50 * 60, 1)


def main():
    wishes = argparse.ArgumentParser()
    wishes.add_argument("services", type=int, choices=range(1, 9))
    wishes.add_argument("--kept", action="store_true", help="seats over 20,000 people have 2 modules of service 1")
    wishes.add_argument("--quota", type=int, help="people a service from each other municipality")
    wish = wishes.parse_args()
    with open(FOLDER / "settlements.csv", encoding="utf-8") as file:
        places = list(csv.DictReader(file))
    with open(FOLDER / "municipalities.csv", encoding="utf-8") as file:
        towns = list(csv.DictReader(file))
    people_of = {p["ekatte"]: int(p["population_2013"] or 0) for p in places}
    settlements, all_people = [], 0
    for p in places:
        need = [round(int(p["population_2013"] or 0) * r / 100) for r in RATES[: wish.services]]
        all_people += sum(need)
        settlements.append({"name": p["name_bg"], "municipality": p["municipality_code"], "people": need})
    sites = []
    for t in towns:
        site = {"name": t["seat_name_bg"], "municipality": t["code"]}
        if wish.kept and people_of.get(t["seat_ekatte"], 0) > 20_000:
            site["existing"] = [{"service": 1, "modules": 2}]
        sites.append(site)
    ways = []
    for i, p in enumerate(places, 1):
        for j, t in enumerate(towns, 1):
            if abs(float(p["lat"]) - float(t["seat_lat"])) > 0.4:
                continue  # over 44 km, so over 60 minutes
            m = minutes((float(p["lat"]), float(p["lon"])), (float(t["seat_lat"]), float(t["seat_lon"])))
            if m <= 60:
                ways.append([i, j, m])
    zone = {
        "services": [{"name": f"услуга {k}", "module": 20, "most_modules": 25, "opening_cost": 60_000, "place_cost": 6_000}
                     for k in range(1, wish.services + 1)],
        "settlements": settlements, "sites": sites, "minutes": ways, "travel_limit": 60, "unserved_minutes": 600,
        "budget": all_people * 4_800,
    }
    if wish.quota is not None:
        zone["quota"] = wish.quota
    print(json.dumps(zone, ensure_ascii=False))


if __name__ == "__main__":
    main()
