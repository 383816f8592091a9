"""The compact model of a problem as an LP file: what a solver is given that knows nothing of places."""
import json
import math
import pathlib

PAIRS_MAX = 400_000  # a peer's model of more pairs takes gigabytes


class Model:
    """An LP file in the making."""

    def __init__(self, most=False):
        self.head = "Maximize" if most else "Minimize"
        self.cost, self.rows, self.whole, self.upper = [], [], [], []

    def row(self, terms, end):
        self.rows.append(f" r{len(self.rows)}: " + "\n + ".join(terms).replace("+ -", "- ") + f" {end}")

    def text(self):
        parts = [self.head, " obj: " + "\n + ".join(self.cost), "Subject To", *self.rows]
        if self.upper:
            parts += ["Bounds", *self.upper]
        if self.whole:
            parts += ["General", *(f" {v}" for v in self.whole)]
        return "\n".join([*parts, "End"]) + "\n"


def located(opening, cost, demand=None, places=None, p=None, whole=False):
    """Everybody goes somewhere that is open. `cost`: of all of a client's people, by client and site."""
    m = Model()
    clients, sites = range(len(cost)), range(len(opening))
    m.cost = [f"{opening[j]:.12g} y{j}" for j in sites] + [f"{cost[i][j]:.12g} x{i}_{j}" for i in clients for j in sites]
    for i in clients:
        m.row([f"x{i}_{j}" for j in sites], "= 1")
        for j in sites:
            m.row([f"x{i}_{j} - y{j}"], "<= 0")
    for j in sites if places else ():
        m.row([f"{demand[i]:.12g} x{i}_{j}" for i in clients] + [f"-{places[j]:.12g} y{j}"], "<= 0")
    if p is not None:
        m.row([f"y{j}" for j in sites], f"= {p}")
    m.upper = [f" 0 <= y{j} <= 1" for j in sites]
    m.whole = [f"y{j}" for j in sites] + ([f"x{i}_{j}" for i in clients for j in sites] if whole else [])
    return m


def graph(path):
    numbers = iter(path.read_text().split())
    n, m, _ = (int(next(numbers)) for _ in range(3))
    if n * n > PAIRS_MAX:
        return None
    cost = [[math.inf] * n for _ in range(n)]
    for _ in range(m):
        a, b, c = (int(next(numbers)) for _ in range(3))
        cost[a - 1][b - 1] = cost[b - 1][a - 1] = c
    for i in range(n):
        cost[i][i] = 0
    for through in range(n):
        for i in range(n):
            first = cost[i][through]
            if first < math.inf:
                cost[i] = [min(c, first + t) for c, t in zip(cost[i], cost[through])]
    return cost


def orlib_cap(path, capacity, limited):
    words = iter(path.read_text().split())
    sites, clients = int(next(words)), int(next(words))
    places, opening = [], []
    for _ in range(sites):
        word = next(words)
        places.append(float((capacity or 0) if word == "capacity" else word))
        opening.append(float(next(words)))
    demand, cost = [], []
    for _ in range(clients):
        demand.append(float(next(words)))
        cost.append([float(next(words)) for _ in range(sites)])
    return located(opening, cost, demand, places if limited else None)


def holmberg(path):
    words = iter(path.read_text().split())
    sites, clients = int(next(words)), int(next(words))
    pairs = [(float(next(words)), float(next(words))) for _ in range(sites)]
    demand = [float(next(words)) for _ in range(clients)]
    by_site = [[float(next(words)) for _ in range(clients)] for _ in range(sites)]
    return located([f for _, f in pairs], list(zip(*by_site)), demand, [s for s, _ in pairs], whole=True)


def goertz_klose(path):
    section, depots, demand, numbers = "", [], [], []
    for line in path.read_text().splitlines():
        words = line.split()
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == "DEPOTS" and words and words[0][0].isdigit():
            depots.append((float(words[0]), float(words[1])))
        elif section == "CUSTOMERS" and words and words[0][0].isdigit():
            demand.append(float(words[0]))
        elif section == "MATRIX" and words and words[0] != "Dim":
            numbers += map(float, words)
    sites, clients = len(depots), len(demand)
    assert len(numbers) == sites * clients
    by_site = [numbers[j * clients:(j + 1) * clients] for j in range(sites)]
    return located([f for _, f in depots], list(zip(*by_site)), demand, [s for s, _ in depots])


def cover(path, p, radius):
    points = [line.split() for line in path.read_text().splitlines()[1:]]
    sites = [(float(w[2]), float(w[3])) for w in points if w and w[0] == "F"]
    clients = [(float(w[2]), float(w[3]), float(w[4])) for w in points if w and w[0] == "C"]
    m = Model(most=True)
    m.cost = [f"{d:.12g} z{i}" for i, (_, _, d) in enumerate(clients)]
    for i, (x, y, _) in enumerate(clients):
        near = [j for j, (u, v) in enumerate(sites) if math.hypot(x - u, y - v) <= radius]
        m.row([f"z{i}"] + [f"-1 y{j}" for j in near], "<= 0")
    m.row([f"y{j}" for j in range(len(sites))], f"= {p}")
    m.upper = [f" 0 <= z{i} <= 1" for i in range(len(clients))] + [f" 0 <= y{j} <= 1" for j in range(len(sites))]
    m.whole = [f"y{j}" for j in range(len(sites))]
    return m


def zone(path):
    """Open or not, and a whole number of modules; a place costs the budget, a way its minutes."""
    z = json.loads(path.read_text())
    if any(s.get("existing") for s in z["sites"]) or "quota" in z:
        return None
    m, services, towns = Model(), z["services"], range(len(z["sites"]))
    of_site = {(j, k): [] for j in towns for k in range(len(services))}
    of_client, money = {}, []
    for i, j, minutes in z["minutes"]:
        for k, people in enumerate(z["settlements"][i - 1]["people"]):
            if people == 0:
                continue
            x = f"x{i - 1}_{j - 1}_{k}"
            m.cost.append(f"{minutes * people:.12g} {x}")
            of_client.setdefault((i - 1, k), []).append(x)
            of_site[j - 1, k].append((people, x))
    for i, settlement in enumerate(z["settlements"]):
        for k, people in enumerate(settlement["people"]):
            if people == 0:
                continue
            m.cost.append(f"{z['unserved_minutes'] * people} u{i}_{k}")
            m.row([*of_client.get((i, k), []), f"u{i}_{k}"], "= 1")
    for (j, k), ways in of_site.items():
        service, y, n = services[k], f"y{j}_{k}", f"n{j}_{k}"
        for _, x in ways:
            m.row([f"{x} - {y}"], "<= 0")
        m.row([*(f"{d} {x}" for d, x in ways), f"-{service['module']} {n}"], "<= 0")
        m.row([f"{n} - {service['most_modules']} {y}"], "<= 0")
        m.row([f"{y} - {n}"], "<= 0")
        money += [f"{service['opening_cost']} {y}", f"{service['place_cost'] * service['module']} {n}"]
        m.upper += [f" 0 <= {y} <= 1", f" 0 <= {n} <= {service['most_modules']}"]
        m.whole += [y, n]
    m.row(money, f"<= {z['budget']}")
    return m


def compact(arguments, p):
    """The model, or None where it would be too large or there is none here."""
    path, options = pathlib.Path(arguments[1]), dict(zip(arguments[2::2], arguments[3::2]))
    form = options.get("--format")
    if form == "orlib-pmed":
        cost = graph(path)
        return cost and located([0] * len(cost), cost, p=p)
    if form == "orlib-cap":
        return orlib_cap(path, options.get("--capacity"), arguments[0] == "cflp")
    if form == "holmberg":
        return holmberg(path)
    if form == "goertz-klose":
        return goertz_klose(path)
    if form == "bds":
        return cover(path, p, float(options["--radius"]))
    return zone(path) if arguments[0] == "zone" and path.stat().st_size < 5_000_000 else None
