"""Makes hsds_openapi.json and bg_social_profile.json from the published HSDS 3.1 (folder in argv[1]) and our profile.

The description is the published one with the schemas put inside, our profile merged in (RFC 7386) and what our answers
add: conditional answers, problems, CSV and NDJSON. HSDS is by Open Referral, CC BY-SA 4.0.
"""
import copy
import json
import pathlib
import sys

TEXT, DATE = {"type": "string"}, {"type": "string", "format": "date"}
PROFILE = {
    "service.json": {"properties": {
        "bg_municipality": {"type": "string", "description": "NSI code of the municipality the service lies in, for example PAZ14. Not given for a hidden place.", "pattern": "^[A-Z]{3}[0-9]{2}$"},
        "bg_referral_required": {"type": "boolean", "description": "A referral (направление) is needed."},
        "bg_update_months": {"type": "integer", "minimum": 1, "maximum": 60, "description": "How often the entry must be confirmed; assured_date says when it last was."},
        "bg_licence_no": TEXT | {"description": "Licence of the Agency for the Quality of Social Services."},
        "bg_licence_valid_to": DATE | {"description": "Last day of the licence."},
        "bg_legal_basis": TEXT | {"description": "Article of law the service rests on."},
        "bg_substitute_care_places": {"type": "integer", "minimum": 0, "description": "Places for substitute care (чл. 92 ЗСУ)."}}},
    "organization.json": {"properties": {
        "bg_kind": {"type": "string", "enum": ["municipal", "ngo", "private", "state"], "description": "Who stands behind the provider."},
        "bg_municipality": {"type": "string", "description": "NSI code of the municipality of its seat.", "pattern": "^[A-Z]{3}[0-9]{2}$"}}},
    "location.json": {"properties": {
        "visibility": {"type": "string", "enum": ["public", "partner", "restricted"], "description": "restricted, partner: the place is not given. It is then virtual and has neither address, coordinates nor name; the contact of the service stands in for it."}}},
    "service_capacity.json": {"properties": {
        "bg_waiting": {"type": "integer", "minimum": 0, "description": "People on the waiting list."},
        "bg_status": {"type": "string", "enum": ["capacity", "no_capacity", "waitlist", "assessment_required"], "description": "What the provider last said."}}},
    "required_document.json": {"properties": {
        "bg_code": TEXT | {"description": "Code of the paper in this directory."}}},
}


def merge(target, patch):
    for key, value in patch.items():
        if isinstance(value, dict):
            target[key] = merge(target.get(key) or {}, value)
        elif value is None:
            target.pop(key, None)
        else:
            target[key] = value
    return target


def inside(node):
    """$ref of a file → $ref of a component; members that are no JSON Schema fall out."""
    if isinstance(node, list):
        return [inside(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {}
    for key, value in node.items():
        if key in ("datapackage_metadata", "tabular_required", "constraints", "datapackage_type", "order", "core", "path", "example") and not (key == "path" and isinstance(value, dict)):
            continue
        if key == "name" and isinstance(value, str) and "properties" in node:
            continue
        if key == "$ref" and value.endswith(".json"):
            value = "#/components/schemas/" + value.rsplit("/", 1)[-1][:-5]
        out[key] = inside(value)
    return out


def main(folder, here):
    published = json.loads((folder / "schema/openapi.json").read_text())
    schemas = {"Page": published["components"]["schemas"]["Page"]}
    for path in sorted((folder / "schema").glob("*.json")):
        if path.name not in ("openapi.json",):
            schema = merge(json.loads(path.read_text()), copy.deepcopy(PROFILE.get(path.name, {})))
            schemas[path.stem] = inside(schema)
    schemas["service"]["properties"].setdefault("program", {"$ref": "#/components/schemas/program"})
    schemas["service_at_location"]["properties"]["service"] = {"$ref": "#/components/schemas/service"}
    schemas["organization"]["properties"]["services"] = {"type": "array", "items": {"$ref": "#/components/schemas/service"}}
    schemas["Problem"] = {"type": "object", "description": "RFC 9457", "properties": {"type": TEXT, "title": TEXT, "status": {"type": "integer"}}}
    paths = inside(published["paths"])
    # The published file points at names that are not there (compiled/service_list, and service for a pair).
    for path, operations in paths.items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            for parameter in operation.get("parameters", []):
                parameter.pop("description", None) if "$ref" in parameter else None
            text = json.dumps(operation).replace("schemas/service_list", "schemas/service").replace("schemas/organization_list", "schemas/organization").replace("schemas/service_at_location_list", "schemas/service_at_location")
            if path == "/service_at_locations/{id}":
                text = text.replace("schemas/service\"", "schemas/service_at_location\"")
            operation = json.loads(text)
            operation["operationId"] = method + path.replace("/", "_").replace("{", "by_").replace("}", "")
            responses = operation["responses"]
            problem = {"content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
            responses["422"] = {"description": "A parameter that is not taken here, or a value that is none."} | problem
            if "{id}" in path:
                responses["404"] = {"description": "There is none with this id."} | problem
            elif path != "/":
                responses["200"]["content"]["application/x-ndjson"] = {"schema": TEXT}
                responses["200"]["content"]["text/csv"] = {"schema": TEXT}
            if method == "get":
                responses["304"] = {"description": "The same as If-None-Match or If-Modified-Since says."}
            operations[method] = operation
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Gishe: HSDS 3.1", "version": "1.0", "summary": "The directory of social services as open data",
                 "description": "Human Services Data Specification 3.1 with the profile bg-social. Parameters are cumulative (AND). Schemas: Open Referral, CC BY-SA 4.0.",
                 "license": {"name": "EUPL-1.2; schemas of HSDS: CC BY-SA 4.0"}},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": "/hsds"}],
        "paths": paths,
        "components": {"schemas": schemas, "parameters": published["components"]["parameters"]},
    }
    (here / "hsds_openapi.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    (here / "bg_social_profile.json").write_text(json.dumps(PROFILE, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent)
