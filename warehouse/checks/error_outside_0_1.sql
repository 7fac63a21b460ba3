-- severity: error
-- says: an error used in fits is not between 0 and 1
SELECT paper_id, benchmark_id, model_name, error FROM compute_error WHERE NOT error BETWEEN 0 AND 1
