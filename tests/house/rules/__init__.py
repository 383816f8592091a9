"""All rules of the house; importing this package fills tree.RULES."""
from . import includes, names, pages, routes, schema, sql, style, words  # noqa: F401
