#!/usr/bin/env python3
"""Import and export of 100,000 services: time, largest memory, and that nothing is refused.

    bench/hsds.py GISHE-BINARY [SERVICES] [--database postgresql://…]

Makes a tabular package with one fixed seed (each service with a pair, a place, an address, a telephone and a schedule; one
organisation for five), imports it twice into an empty database with the demo's places, exports it as tables and as JSON,
and prints one line each. Largest memory is the kernel's own figure of the process (VmHWM by getrusage).
"""
import csv
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

KINDS = ["Дневен център", "Асистентска подкрепа", "Рехабилитация", "Консултиране", "Клуб", "Защитена заетост"]


def uuid(kind, n):
    return f"0198{kind:04x}-0000-7000-8000-{n:012x}"


def make(folder, services):
    draw = random.Random(20261122)
    places = list(csv.DictReader(open(pathlib.Path(__file__).parent.parent / "demo/settlements.csv", newline="")))
    name = next(c for c in places[0] if c.startswith("name"))
    code = next(c for c in places[0] if c in ("ekatte", "code"))
    files = {}

    def table(name, columns):
        files[name] = csv.writer(open(folder / f"{name}.csv", "w", newline=""))
        files[name].writerow(columns)

    table("organizations", ["id", "name", "description", "email", "website"])
    table("locations", ["id", "location_type", "organization_id", "name", "latitude", "longitude", "external_identifier", "external_identifier_type"])
    table("addresses", ["id", "location_id", "address_1", "city", "state_province", "postal_code", "country", "address_type"])
    table("services", ["id", "organization_id", "name", "description", "status", "eligibility_description", "application_process", "minimum_age", "assured_date", "url", "email", "x_unknown"])
    table("service_at_location", ["id", "service_id", "location_id", "description"])
    table("phones", ["id", "service_id", "location_id", "number", "type"])
    table("schedules", ["id", "service_id", "freq", "byday", "opens_at", "closes_at", "description"])
    for n in range(services):
        place = draw.choice(places)
        owner = uuid(1, n // 5)
        if n % 5 == 0:
            files["organizations"].writerow([owner, f"Доставчик {n // 5}", "Измислен доставчик за измерване.", f"d{n}@demo.example", "https://demo.example"])
        service, location = uuid(2, n), uuid(3, n)
        kind = draw.choice(KINDS)
        files["locations"].writerow([location, "physical", owner, f"Място {n}", place["lat"], place["lon"], place[code], "EKATTE"])
        files["addresses"].writerow([uuid(4, n), location, f"ул. „Първа“ {n % 200}", place[name], "Пазарджик", place["postal_code"], "BG", "physical"])
        files["services"].writerow([service, owner, f"{kind} {n}", f"{kind}: помощ за хора от {place[name]} и околните села, без такса, всеки делничен ден.", "active",
                                    "Хора над 18 години, които имат нужда от подкрепа.", "Заявление на място.", 18, "2026-10-01", f"https://demo.example/{n}", f"u{n}@demo.example", n])
        files["service_at_location"].writerow([uuid(5, n), service, location, "на място"])
        files["phones"].writerow([uuid(6, n), service, location, f"0350 00-{n % 100:02}-{n // 100 % 100:02}", "voice"])
        files["schedules"].writerow([uuid(7, n), service, "WEEKLY", "MO,TU,WE,TH,FR", "08:30", "17:00", "понеделник–петък 8:30–17:00"])


def measured(what, command):
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{what} failed:\n{said}")
    print(f"{what}: {seconds:.1f} s ({usage.ru_utime + usage.ru_stime:.1f} s of processor), {usage.ru_maxrss / 1024:.0f} MiB; {said.splitlines()[-1] if said else ''}", flush=True)
    return said


def main():
    words = sys.argv[1:]
    where = ["--database", words[words.index("--database") + 1]] if "--database" in words else []
    binary = words[0]
    services = int(words[1]) if len(words) > 1 and words[1].isdigit() else 100_000
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/tmp")) as folder:
        folder = pathlib.Path(folder)
        (folder / "in").mkdir()
        make(folder / "in", services)
        data = ["--data", str(folder / "data"), *where]
        subprocess.run([binary, "demo", *data], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        print(f"{services} services, {sum(f.stat().st_size for f in (folder / 'in').iterdir()) >> 20} MiB of CSV; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors", flush=True)
        measured("import", [binary, "import", "hsds", str(folder / "in"), *data])
        measured("import again", [binary, "import", "hsds", str(folder / "in"), *data])
        measured("export of tables", [binary, "export", "hsds", str(folder / "out"), *data])
        measured("export of JSON", [binary, "export", "hsds", str(folder / "out.json"), *data])


if __name__ == "__main__":
    main()
