"""A digest of the facts analysts see, so that a fit can name the data it was made from."""

# ruff: noqa: S608  the queries in this module are its own

from __future__ import annotations

import hashlib

import duckdb

_FACTS = (
    "SELECT * EXCLUDE (load_id, extractor_version) FROM reported_results",
    "SELECT * EXCLUDE (load_id, extractor_version) FROM core.compute_statements",
    # Titles say whose network was made from a trained one.
    "SELECT paper_id, year, title FROM papers",
    # What takes a point out of the fits.
    "SELECT fact_id, note FROM second_readings WHERE verdict = 'disagrees'",
)


def snapshot_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a digest of the current facts that does not depend on the order or the night they were loaded.

    Args:
        connection: The warehouse or a published file.

    Returns:
        32 hexadecimal digits.
    """
    digest = hashlib.blake2b(digest_size=16)
    for facts in _FACTS:
        # Row digests are combined by exclusive or, which needs no sort; every row has an id, so none cancel.
        row = connection.execute(
            f"SELECT count(*), bit_xor(md5_number(to_json(fact)::VARCHAR)) FROM ({facts}) AS fact"
        ).fetchone()
        digest.update(repr(row).encode())
    return digest.hexdigest()
