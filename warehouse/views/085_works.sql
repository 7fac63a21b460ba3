-- The work each paper is: copies and versions of one paper are one work.
CREATE VIEW core.works AS SELECT paper_id, paper_id AS work_id FROM core.papers;
