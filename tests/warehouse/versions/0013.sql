INSERT INTO core.bibliographies
    (document_id, position, authors, title, year, identifiers, raw_text)
VALUES ('d1', 0, ['A. Author'], 'An older paper', 2014, [], 'A. Author. An older paper. 2014.');
INSERT INTO core.citations VALUES ('d1', 'r1', 0, '[1]', 'row');
