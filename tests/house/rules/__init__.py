"""All rules of the house; importing this package fills tree.RULES."""
from . import asvs, includes, names, pages, routes, schema, sql, style, wall, words  # noqa: F401
