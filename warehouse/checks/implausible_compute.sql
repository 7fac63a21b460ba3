-- severity: warning
-- says: a printed figure about compute is not plausible for its quantity
SELECT c.paper_id, c.quantity, c.model_name, c.value, c.location
FROM core.compute_statements AS c
JOIN (
    -- Wide enough for everything published up to 2025: from small tagging models to clusters of 100,000 devices.
    VALUES
        ('device_count', 1, 1e6),
        ('wall_time_hours', 1e-3, 2e4),
        ('device_hours', 1e-3, 1e9),
        ('epochs', 1e-3, 1e5),
        ('steps', 1, 1e9),
        ('batch_size', 1, 1e9),
        ('parameters', 1e2, 1e14),
        ('forward_flops', 1e3, 1e17),
        ('training_flops', 1e9, 1e28),
        ('dataset_size', 10, 1e15),
        ('energy_kwh', 1e-3, 1e9),
        ('co2e_kg', 1e-4, 1e9),
        ('cost_usd', 1e-2, 1e10),
        ('sequence_length', 1, 1e8),
        ('accumulated_batches', 1, 1e6),
        ('epoch_hours', 1e-5, 1e4),
        ('step_seconds', 1e-5, 1e5)
) AS plausible (quantity, lowest, highest) USING (quantity)
WHERE NOT c.value BETWEEN plausible.lowest AND plausible.highest
