"""How figures grow with the number of rows: as a table, and as an SVG with both axes logarithmic."""

import math
from collections.abc import Mapping
from html import escape

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _EDGE = 760, 420, 60, 190, 30
_COLOURS = ("#1b6ca8", "#c8553d", "#588157", "#8d5a97", "#b08900", "#3d5a80", "#9b2226", "#2a9d8f")


Figures = Mapping[int, Mapping[str, float]]
"""By the number of rows, and by name."""


def table(unit: str, found: Figures) -> str:
    """A line for each figure, with the ratio of the last to the first."""
    lines = [" ".join([f"{unit} at rows".ljust(24), *(f"{rows:>10,}" for rows in found), "     ratio"])]
    for name in next(iter(found.values())):
        values = [figures[name] for figures in found.values()]
        values_told = [f"{value:>10.1f}" for value in values]
        lines.append(" ".join([name.ljust(24), *values_told, f"{values[-1] / values[0]:>10.2f}"]))
    return "\n".join(lines)


def lines(found: Figures) -> str:
    """A line for each figure.

    Args:
        found: for each number of rows the figures by name, in milliseconds.
    """
    rows, right = list(found), _WIDTH - _RIGHT
    values = [value for figures in found.values() for value in figures.values()]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def x(count: int) -> float:
        return _LEFT + math.log10(count / rows[0]) / math.log10(rows[-1] / rows[0]) * (right - _LEFT)

    def y(value: float) -> float:
        return _EDGE + (high - math.log10(value)) / (high - low) * (_HEIGHT - 2 * _EDGE)

    parts = []
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<line x1="{_LEFT}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ccc"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    foot = f'y="{_HEIGHT - 8}" text-anchor="middle"'
    parts += [f'<text x="{x(count):.1f}" {foot}>{count:,} rows</text>' for count in rows]
    last, label = found[rows[-1]], float(_HEIGHT)
    for number, name in enumerate(sorted(last, key=last.__getitem__)):
        colour = _COLOURS[number % len(_COLOURS)]
        points = " ".join(f"{x(count):.1f},{y(found[count][name]):.1f}" for count in rows)
        label = min(label - 15, y(last[name]) + 4)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{right + 8}" y="{label:.1f}" fill="{colour}">{escape(name)}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-size="12"'
    background = '<rect width="100%" height="100%" fill="white"/>'
    return f'{head} font-family="sans-serif">{background}{"".join(parts)}</svg>\n'
