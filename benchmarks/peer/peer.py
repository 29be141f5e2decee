"""Answers one line of JSON with another: {"call": "script.function", "with": {...}} with {"value": ...} or {"error": "..."}."""

import importlib
import json
import sys

answers = sys.stdout
sys.stdout = sys.stderr  # what libraries print must not look like an answer

for line in sys.stdin:
    try:
        request = json.loads(line)
        module, function = request["call"].split(".")
        value = getattr(importlib.import_module(module), function)(**request["with"])
        answer = {"value": value}
    except Exception as fault:  # whatever it is, the benchmark reports it and goes on
        answer = {"error": f"{type(fault).__name__}: {fault}"}
    print(json.dumps(answer), file=answers, flush=True)
