"""The tables at the fence, column by column: all that a scan hands on.

A shard writes each as one Parquet file; DuckDB reads them all. ``docs/tables.md`` says what the
columns mean, and the tests hold the two against each other.
"""

import pyarrow as pa

_NAMES = pa.dictionary(pa.int32(), pa.string())

RECORDS = pa.schema(
    [
        ("record_id", pa.string()),
        ("source", _NAMES),
        ("file", _NAMES),
        ("position", pa.int64()),
        ("declared", _NAMES),
        ("declared_by", _NAMES),
        ("observed", _NAMES),
        ("suspected", pa.bool_()),
        ("origin", _NAMES),
        ("basis", _NAMES),
        ("conflict", pa.bool_()),
        ("generator", _NAMES),
        ("language", _NAMES),
        ("language_by", _NAMES),
        ("language_found", _NAMES),
        ("date", pa.string()),
        ("date_unread", pa.bool_()),
        ("domain", _NAMES),
        ("license", _NAMES),
        ("split", _NAMES),
        ("parent", pa.string()),
        ("generation", _NAMES),
        ("has_text", pa.bool_()),
        ("chars", pa.int64()),
        ("words", pa.int64()),
        ("text_bytes", pa.int64()),
        ("prompt_chars", pa.int64()),
        ("content_hash", pa.binary(16)),
        ("bands", pa.list_(pa.uint64())),
        ("sentences", pa.int64()),
        ("lines", pa.int64()),
        ("distinct_words", pa.int64()),
        ("entropy", pa.float32()),
        ("repeated_lines", pa.float32()),
        ("repeated_ngrams", pa.float32()),
        ("longest_run", pa.int64()),
        ("replacement", pa.int64()),
        ("mojibake", pa.int64()),
        ("controls", pa.int64()),
        ("cut_off", _NAMES),
        ("gibberish", pa.bool_()),
        ("refusal", _NAMES),
        ("stock_phrase", _NAMES),
        ("style_score", pa.float32()),
        ("p_synthetic", pa.float32()),
    ]
)
EVIDENCE = pa.schema(
    [
        ("record_id", pa.string()),
        ("source", _NAMES),
        ("file", _NAMES),
        ("position", pa.int64()),
        ("detector", _NAMES),
        ("code", _NAMES),
        ("tier", _NAMES),
        ("says", _NAMES),
        ("offset", pa.int64()),
        ("excerpt", pa.string()),
        ("generator", pa.string()),
    ]
)
SAMPLE = pa.schema(
    [
        ("record_id", pa.string()),
        ("source", _NAMES),
        ("origin", _NAMES),
        ("file", _NAMES),
        ("position", pa.int64()),
        ("language", _NAMES),
        ("rank", pa.binary(16)),
        ("text", pa.string()),
        ("prompt", pa.string()),
    ]
)
IDENTIFIERS = pa.schema(
    [
        ("record_id", pa.string()),
        ("source", _NAMES),
        ("file", _NAMES),
        ("position", pa.int64()),
        ("kind", _NAMES),
        ("seen", pa.int64()),
        ("impossible", pa.int64()),
        ("offset", pa.int64()),
        ("example", pa.string()),
    ]
)
SHINGLES = pa.schema(
    [
        ("record_id", pa.string()),
        ("source", _NAMES),
        ("origin", _NAMES),
        ("file", _NAMES),
        ("position", pa.int64()),
        ("rank", pa.uint64()),
        ("content_hash", pa.binary(16)),
        ("shingles", pa.list_(pa.uint64())),
    ]
)
NGRAMS = pa.schema(
    [
        ("source", _NAMES),
        ("origin", _NAMES),
        ("n", pa.int8()),
        ("hash", pa.uint64()),
        ("count", pa.int64()),
    ]
)
REJECTS = pa.schema(
    [
        ("source", _NAMES),
        ("file", _NAMES),
        ("slice_start", pa.int64()),
        ("line_in_slice", pa.int64()),
        ("byte_offset", pa.int64()),
        ("reason", _NAMES),
        ("detail", pa.string()),
        ("records", pa.int64()),
    ]
)
SLICES = pa.schema(
    [
        ("shard", pa.string()),
        ("file", pa.string()),
        ("start", pa.int64()),
        ("lines", pa.int64()),
        ("records", pa.int64()),
        ("rejected", pa.int64()),
        ("bytes", pa.int64()),
    ]
)
TABLES = {
    "records": RECORDS,
    "evidence": EVIDENCE,
    "identifiers": IDENTIFIERS,
    "sample": SAMPLE,
    "shingles": SHINGLES,
    "ngrams": NGRAMS,
    "rejects": REJECTS,
    "slices": SLICES,
}

ATTRIBUTE = "attribute_"
# Texts in the table `shingles`: those with the smallest rank, of each shard and again of all.
SHINGLE_TEXTS = 1000
# One in so many different n-grams is in the table `ngrams`: those whose hash is small enough.
NGRAM_ONE_IN = 1024


def records_schema(attributes: tuple[str, ...]) -> pa.Schema:
    """Return the schema of ``records`` with a column ``attribute_NAME`` for each attribute."""
    schema = RECORDS
    for name in attributes:
        schema = schema.append(pa.field(ATTRIBUTE + name, _NAMES))
    return schema


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """Return ``schema`` with each dictionary column as its values, as Python lists build it."""
    return pa.schema([(field.name, _plain_type(field.type)) for field in schema])


def _plain_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
