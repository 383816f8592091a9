#!/usr/bin/env python3
"""Draws how a run converged: converge.py PLAN.json "words" > picture.svg, of a plan printed by `gishe solve --json`."""
import html
import json
import math
import sys

WIDE, HIGH, LEFT, RIGHT, TOP, BELOW = 960, 360, 130, 150, 50, 60


def nice_steps(low, high, about):
    raw = (high - low) / about
    unit = 10 ** math.floor(math.log10(raw))
    step = next(m * unit for m in (1, 2, 5, 10) if m * unit >= raw)
    first = math.ceil(low / step)
    return [k * step for k in range(first, math.floor(high / step) + 1)]


def main():
    plan, words = json.load(open(sys.argv[1], encoding="utf-8")), sys.argv[2]
    steps = [(max(0.01, s), o, b) for s, o, b in plan["steps"]]
    end = max(plan["seconds"], steps[-1][0] * 1.01)
    best, bounds = plan["objective"], [b for _, _, b in steps if b]
    # From a little below the first bound to as much above: early plans may begin higher.
    low = min(bounds)
    low, high = low - 0.3 * (best - low) - 1e-9 * best, best + 2 * (best - low) + 1e-9 * best
    seen = next(s for s, o, _ in steps if o <= high)
    first = math.log10(max(0.01, seen / 1.5))

    def across(seconds):
        return LEFT + (WIDE - LEFT - RIGHT) * (math.log10(seconds) - first) / (math.log10(end) - first)

    def up(value):
        return TOP + (HIGH - TOP - BELOW) * (high - value) / (high - low)

    def line(which, colour, dash):
        points = []
        for step in [*steps, (end, *steps[-1][1:])]:
            if not low <= step[which] <= high:
                continue
            if points:
                points.append((across(step[0]), points[-1][1]))
            points.append((across(step[0]), up(step[which])))
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"{dash}/>'

    def word(text, value, colour, down):
        return f'<text x="{WIDE - RIGHT + 10}" y="{up(value) + 5 + down:.1f}" fill="{colour}">{text}</text>'

    apart = max(0, 18 - (up(plan["bound"]) - up(best))) / 2  # the two words do not lie on each other
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-labelledby="t d" '
           'font-family="Sofia Sans, DejaVu Sans, sans-serif" font-size="15" fill="#1c2826">',
           f'<title id="t">{html.escape(words)}</title>',
           f'<desc id="d">The best plan falls to {best:,.10g}, the proven bound rises to {plan["bound"]:,.10g}, after {end:.0f} seconds; '
           f'the gap is {100 * plan["gap"]:.3f} per cent.</desc>',
           f'<rect width="{WIDE}" height="{HIGH}" fill="#faf8f4"/>',
           f'<text x="{LEFT}" y="28" font-weight="700">{html.escape(words)}: gap {100 * plan["gap"]:.3f} %</text>',
           '<g stroke="#d8d2c6" stroke-width="1">']
    labels = []
    for v in nice_steps(low, high, 5):
        out.append(f'<path d="M{LEFT} {up(v):.1f}H{WIDE - RIGHT}"/>')
        labels.append(f'<text x="{LEFT - 10}" y="{up(v) + 5:.1f}" text-anchor="end">{v:,.10g}</text>')
    for power in range(math.ceil(first), math.floor(math.log10(end)) + 1):
        for s in (10 ** power, 3 * 10 ** power):
            if s <= end and math.log10(s) >= first:
                out.append(f'<path d="M{across(s):.1f} {TOP}V{HIGH - BELOW}"/>')
                labels.append(f'<text x="{across(s):.1f}" y="{HIGH - BELOW + 22}" text-anchor="middle">{s:g} s</text>')
    out += ["</g>", *labels, line(1, "#8a5a2b", ""), line(2, "#1f4d45", ' stroke-dasharray="7 4"'),
            word("plan", best, "#8a5a2b", -apart), word("proven bound", plan["bound"], "#1f4d45", apart), "</svg>"]
    print("\n".join(out))


if __name__ == "__main__":
    main()
