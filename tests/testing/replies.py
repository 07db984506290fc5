"""Checks every reply against the OpenAPI document the program serves; a reply it does not describe is a fault."""
import re
import threading

import jsonschema


class ReplyChecker:
    def __init__(self, document):
        self.document = document
        self.covered = set()
        self.lock = threading.Lock()
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.patterns = []
        for path, operations in document["paths"].items():
            fixed = path.count("{")
            pattern = re.compile("^" + re.sub(r"\\{[^/]+\\}", "[^/]+", re.escape(path).replace(r"\{", r"\{").replace(r"\}", r"\}")) + "$")
            self.patterns.append((fixed, pattern, operations))
        self.patterns.sort(key=lambda entry: entry[0])

    def operations(self):
        return {operation["operationId"] for operations in self.document["paths"].values()
                for method, operation in operations.items() if method in ("get", "put", "post", "patch", "delete")
}

    def operation(self, method, target):
        path = target.split("?")[0]
        for _, pattern, operations in self.patterns:
            if pattern.match(path) and method.lower() in operations:
                return operations[method.lower()]
        return None

    def check(self, method, target, reply):
        operation = self.operation(method, target)
        if operation is None:
            assert reply.status in (404, 405), f"{method} {target} is in no document and answered {reply.status}"
            return
        if reply.status < 400:
            with self.lock:
                self.covered.add(operation["operationId"])
        responses = operation["responses"]
        described = responses.get(str(reply.status), responses.get(f"{str(reply.status)[0]}XX", responses.get("default")))
        assert described is not None, f"{operation['operationId']} does not document {reply.status}: {reply.text[:300]}"
        while "$ref" in described:
            described = self.resolver.resolve(described["$ref"])[1]
        content = described.get("content")
        if not content:
            assert not reply.text, f"{operation['operationId']} documents no body for {reply.status}"
            return
        kind = reply.headers.get("Content-Type", "")
        kind = kind if kind in content else kind.split(";")[0]
        assert kind in content, f"{operation['operationId']} {reply.status} is {kind}, documented are {', '.join(content)}"
        if kind.endswith("json"):
            validator = jsonschema.Draft202012Validator(content[kind]["schema"], resolver=self.resolver)
            faults = [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(reply.json)]
            assert not faults, f"{operation['operationId']} {reply.status}: " + "; ".join(faults[:5])
