-- severity: error
-- says: a document's bytes are not in the archive's list
SELECT document_id, sha256 FROM core.documents ANTI JOIN raw.files USING (sha256)
