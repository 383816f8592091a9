"""All rules of the house; importing this package fills tree.RULES."""
from . import asvs, includes, names, pages, routes, schema, sql, style, words  # noqa: F401
