"""Makes the description of the API at /hsds from what HSDS publishes, our profile merged in (RFC 7386) and what our
answers add: conditional answers, problems, CSV and NDJSON. Run by the build: bundle_openapi.py PUBLISHED PROFILE OUT.
"""
import json
import pathlib
import sys

TEXT = {"type": "string"}
PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def merge(target, patch):
    for key, value in patch.items():
        if value is None:
            target.pop(key, None)
        else:
            target[key] = merge(target.get(key) or {}, value) if isinstance(value, dict) else value
    return target


def add_answers(path, method, operation):
    operation["operationId"] = method + path.replace("/", "_").replace("{", "by_").replace("}", "")
    responses = operation["responses"]
    responses["422"] = {"description": "A parameter that is not taken here, or a value that is none."} | PROBLEM
    if "{id}" in path:
        responses["404"] = {"description": "There is none with this id."} | PROBLEM
    elif path != "/":
        responses["200"]["content"] |= {"application/x-ndjson": {"schema": TEXT}, "text/csv": {"schema": TEXT}}
    if method == "get":
        responses["304"] = {"description": "The same as If-None-Match or If-Modified-Since says."}


def add_nested(schemas):
    pair, organization = (schemas[name]["properties"] for name in ("service_at_location", "organization"))
    pair["service"] = {"$ref": "#/components/schemas/service"}
    organization["services"] = {"type": "array", "items": {"$ref": "#/components/schemas/service"}}
    schemas["Problem"] = {"type": "object", "description": "RFC 9457", "properties": {"type": TEXT, "title": TEXT, "status": {"type": "integer"}}}


def main(published, profile, out):
    whole = json.loads(published.read_text())
    paths, schemas = whole["paths"], whole["schemas"]
    for file, patch in json.loads(profile.read_text()).items():
        merge(schemas[file.removesuffix(".json")], patch)
    for path, operations in paths.items():
        for method in [name for name in operations if name != "parameters"]:
            add_answers(path, method, operations[method])
    add_nested(schemas)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Gishe: HSDS 3.1", "version": "1.0", "summary": "The directory of social services as open data",
                 "description": "Human Services Data Specification 3.1 with the profile bg-social. Parameters are cumulative (AND). Schemas: Open Referral, CC BY-SA 4.0.",
                 "license": {"name": "EUPL-1.2; schemas of HSDS: CC BY-SA 4.0"}},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": "/hsds"}],
        "paths": paths,
        "components": {"schemas": schemas, "parameters": whole["parameters"]},
    }
    out.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(*map(pathlib.Path, sys.argv[1:]))
