-- core: what the citation index OpenAlex said about papers when it was asked last; no openalex_id means that it does
-- not know the paper.
CREATE TABLE core.paper_metadata (
    paper_id VARCHAR PRIMARY KEY,
    doi VARCHAR NOT NULL,
    openalex_id VARCHAR,
    cited_by_count INTEGER CHECK (cited_by_count >= 0),
    referenced_works_count INTEGER CHECK (referenced_works_count >= 0),
    publication_year INTEGER,
    publication_date DATE,
    work_type VARCHAR,
    venue VARCHAR,
    licence VARCHAR,
    topic VARCHAR,
    is_retracted BOOLEAN,
    fetched_at TIMESTAMP NOT NULL
);
