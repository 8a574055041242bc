"""The JSON Schema of a circuit file, for completion and checks in editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from hiptimer.circuit.amounts import Range
from hiptimer.library.circuit_files.tables import CircuitTable


class _TomlSchema(GenerateJsonSchema):
    """A JSON Schema without null, which TOML does not have."""

    schema_dialect = "http://json-schema.org/draft-07/schema#"

    def nullable_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> dict[str, Any]:
        described = super().default_schema(schema)
        if described.get("default", ...) is None:
            del described["default"]
        return described

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  it is pydantic's
        return False

    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, tuple) and len(dft) == 1:
            dft = dft[0]
        return dft.default if isinstance(dft, Range) else super().encode_default(dft)


def schema() -> str:
    """Return the JSON Schema of a circuit file as text that ends with a newline."""
    described = CircuitTable.model_json_schema(schema_generator=_TomlSchema)
    dialect = {"$schema": _TomlSchema.schema_dialect, "$comment": "Written by `hiptimer schema`."}
    return json.dumps(dialect | described, indent=2, ensure_ascii=False) + "\n"
