-- core: what another reader sees where a number was read that a point of the fit rests on.

-- What was asked is kept beside the answer: where the first reading has changed since, the answer is to another question.
CREATE TABLE core.second_readings (
    fact_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    value_printed VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    box STRUCT(page INTEGER, x0 DOUBLE, top DOUBLE, x1 DOUBLE, bottom DOUBLE) NOT NULL,
    reader_version INTEGER NOT NULL,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('agrees', 'disagrees', 'not checked')),
    note VARCHAR,
    read_in_load INTEGER NOT NULL,
    PRIMARY KEY (fact_id, document_id)
);
