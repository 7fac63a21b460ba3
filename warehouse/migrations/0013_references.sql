-- core: bibliographies, and which of their entries quoted numbers are cited from.

CREATE TABLE core.bibliographies (
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    position INTEGER NOT NULL,
    key VARCHAR,
    authors VARCHAR[] NOT NULL,
    title VARCHAR,
    year INTEGER,
    venue VARCHAR,
    arxiv_id VARCHAR,
    doi VARCHAR,
    identifiers VARCHAR[] NOT NULL,
    raw_text VARCHAR NOT NULL,
    PRIMARY KEY (document_id, position)
);

CREATE TABLE core.citations (
    document_id VARCHAR NOT NULL REFERENCES core.documents (document_id),
    fact_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    mark VARCHAR NOT NULL,
    cited_by VARCHAR NOT NULL CHECK (cited_by IN ('cell', 'row', 'column', 'group', 'sentence', 'name')),
    PRIMARY KEY (fact_id, position)
);

-- Which document each entry leads to; derived anew by every refit.
CREATE TABLE core.resolved_references (
    document_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    cited_document_id VARCHAR NOT NULL,
    resolved_by VARCHAR NOT NULL CHECK (resolved_by IN ('identifier', 'title', 'near title')),
    PRIMARY KEY (document_id, position)
);

-- Own results against what other papers quote of them; derived anew by every refit.
CREATE TABLE core.corroboration (
    quoting_result_id VARCHAR NOT NULL,
    quoting_paper_id VARCHAR NOT NULL,
    source_paper_id VARCHAR NOT NULL,
    source_result_id VARCHAR,
    benchmark_id VARCHAR NOT NULL,
    quoted_model_name VARCHAR NOT NULL,
    source_model_name VARCHAR,
    quoted_error DOUBLE NOT NULL,
    source_error DOUBLE,
    difference DOUBLE,
    verdict VARCHAR NOT NULL,
    why VARCHAR,
    PRIMARY KEY (quoting_result_id, source_paper_id)
);
