-- severity: error
-- says: nobody knows where an archived file came from
SELECT sha256 FROM raw.files ANTI JOIN raw.fetches USING (sha256)
