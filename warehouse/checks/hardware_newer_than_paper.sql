-- severity: warning
-- says: a paper trained on a product that was released after the paper
SELECT r.paper_id, r.model_name, r.hardware_model, h.released_on, p.year
FROM model_runs AS r
JOIN papers AS p USING (paper_id)
JOIN hardware AS h USING (hardware_id)
WHERE r.is_own AND year(h.released_on) > p.year
