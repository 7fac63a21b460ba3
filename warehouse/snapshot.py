"""A digest of the facts analysts see, so that a fit can name the data it was made from."""

# Table names in the SQL of this module are its own; values are bound as parameters.
# ruff: noqa: S608

from __future__ import annotations

import duckdb

_VIEWS = ("reported_results", "reported_compute")


def snapshot_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a digest of the current facts that does not depend on the order or the night they were loaded.

    Args:
        connection: The warehouse or a published file.

    Returns:
        32 hexadecimal digits.
    """
    parts = []
    for view in _VIEWS:
        # Row digests are combined by exclusive or, which needs no sort; each row has its own id, so none cancel.
        rows = f"SELECT * EXCLUDE (load_id, extractor_version) FROM {view}"
        row = connection.execute(
            f"SELECT count(*), coalesce(bit_xor(md5_number(to_json(r)::VARCHAR)), 0) FROM ({rows}) AS r"
        ).fetchone()
        assert row is not None  # noqa: S101  an aggregate has one row
        parts.append(f"{view}:{row[0]}:{row[1]}")
    answer = connection.execute("SELECT md5(?)", ["\n".join(parts)]).fetchone()
    assert answer is not None  # noqa: S101
    return str(answer[0])
