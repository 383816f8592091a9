"""Makes hsds_published.json from the published HSDS 3.1 (folder in argv[1]): its paths, parameters and schemas, one property
a line. Members that are no JSON Schema fall out; names that are not there are put right. By Open Referral, CC BY-SA 4.0.
"""
import json
import pathlib
import sys

NO_SCHEMA = {"datapackage_metadata", "tabular_required", "constraints", "datapackage_type", "order", "core", "example"}


def inside(node):
    """$ref of a file → $ref of a component; members that are no JSON Schema fall out."""
    if isinstance(node, list):
        return [inside(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {}
    for key, value in node.items():
        file_of_table = key == "path" and not isinstance(value, dict)
        name_of_table = key == "name" and isinstance(value, str) and "properties" in node
        if key in NO_SCHEMA or file_of_table or name_of_table:
            continue
        if key == "$ref" and value.endswith(".json"):
            value = "#/components/schemas/" + value.rsplit("/", 1)[-1][:-5]
        out[key] = inside(value)
    return out


def put_right(path, operation):
    """The published file points at compiled/service_list and its like, and at a service for a pair."""
    for parameter in operation.get("parameters", []):
        if "$ref" in parameter:
            parameter.pop("description", None)
    text = json.dumps(operation)
    for name in ("service", "organization", "service_at_location"):
        text = text.replace(f"schemas/{name}_list", f"schemas/{name}")
    if path == "/service_at_locations/{id}":
        text = text.replace("schemas/service\"", "schemas/service_at_location\"")
    return json.loads(text)


def lines(node, depth):
    """JSON whose members down to `depth` have a line each."""
    if depth == 0 or not isinstance(node, dict):
        return json.dumps(node, ensure_ascii=False)
    is_schema = "properties" in node
    members = [json.dumps(key) + ": " + lines(value, int(key == "properties") if is_schema else depth - 1) for key, value in node.items()]
    return "{\n" + ",\n".join(members) + "}"


def main(folder, here):
    published = json.loads((folder / "schema/openapi.json").read_text())
    paths = inside(published["paths"])
    for path, operations in paths.items():
        for method in operations.keys() - {"parameters"}:
            operations[method] = put_right(path, operations[method])
    schemas = {"Page": published["components"]["schemas"]["Page"]}
    for path in sorted((folder / "schema").glob("*.json")):
        if path.name != "openapi.json":
            schemas[path.stem] = inside(json.loads(path.read_text()))
    whole = {"paths": paths, "parameters": published["components"]["parameters"], "schemas": schemas}
    (here / "hsds_published.json").write_text(lines(whole, 3) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent)
