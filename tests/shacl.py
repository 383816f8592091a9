#!/usr/bin/python3
"""Checks a JSON-LD file against SHACL shapes:   tests/shacl.py FILE.jsonld SHAPES.ttl [SHAPES.ttl ...]

Knows what DCAT-AP's shapes use of SHACL core: targetClass, property paths of one step, minCount, maxCount, nodeKind,
class, datatype, in, hasValue. Debian 12 has no pySHACL. Prints each violation; says what it did not know."""
import sys

import rdflib
from rdflib.namespace import RDF, SH

KNOWN = {SH.path, SH.minCount, SH.maxCount, SH.nodeKind, SH["class"], SH.datatype, SH["in"], SH.hasValue, SH.severity,
         SH.name, SH.description, SH.message, SH.order, SH.node}
KINDS = {SH.IRI: rdflib.URIRef, SH.BlankNode: rdflib.BNode, SH.Literal: rdflib.Literal}


def kind_is(value, kind):
    allowed = {SH.BlankNodeOrIRI: (rdflib.URIRef, rdflib.BNode), SH.IRIOrLiteral: (rdflib.URIRef, rdflib.Literal)}
    return isinstance(value, allowed.get(kind) or KINDS[kind])


def violations_of(data, shapes, shape, node):
    path = shapes.value(shape, SH.path)
    if not isinstance(path, rdflib.URIRef):
        return
    values = list(data.objects(node, path))
    least, most = shapes.value(shape, SH.minCount), shapes.value(shape, SH.maxCount)
    if least is not None and len(values) < int(least):
        yield f"{node} has {len(values)} of {path}, at least {least} wanted"
    if most is not None and len(values) > int(most):
        yield f"{node} has {len(values)} of {path}, at most {most} wanted"
    for value in values:
        kind, wanted, datatype = (shapes.value(shape, rule) for rule in (SH.nodeKind, SH["class"], SH.datatype))
        if kind is not None and not kind_is(value, kind):
            yield f"{node} {path} {value!r} is no {kind}"
        if wanted is not None and (value, None, None) in data and (value, RDF.type, wanted) not in data:
            yield f"{node} {path} {value} is no {wanted}"
        if datatype is not None and getattr(value, "datatype", None) != datatype:
            yield f"{node} {path} {value!r} is no {datatype}"
        listed = shapes.value(shape, SH["in"])
        if listed is not None and value not in rdflib.collection.Collection(shapes, listed):
            yield f"{node} {path} {value} is not in the list"


def main(file, *shape_files):
    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.parse(file, format="json-ld")
    for each in shape_files:
        shapes.parse(each, format="turtle")
    found, asked, unknown = [], 0, set()
    for target in set(shapes.objects(None, SH.targetClass)):
        nodes = list(data.subjects(RDF.type, target))
        for holder in shapes.subjects(SH.targetClass, target):
            for shape in shapes.objects(holder, SH.property):
                unknown |= {str(p) for p in shapes.predicates(shape) if p not in KNOWN and p != RDF.type}
                for node in nodes:
                    asked += 1
                    found += violations_of(data, shapes, shape, node)
    for line in sorted(set(found)):
        print(line)
    print(f"{len(data)} statements, {asked} questions asked, {len(set(found))} violations"
          + (f"; not understood: {', '.join(sorted(unknown))}" if unknown else ""))
    return 1 if found or asked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
