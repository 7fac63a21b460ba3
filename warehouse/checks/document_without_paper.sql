-- severity: error
-- says: a document belongs to no known paper
SELECT document_id, paper_id FROM core.documents ANTI JOIN core.papers USING (paper_id)
