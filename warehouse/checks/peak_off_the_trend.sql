-- severity: warning
-- says: a product's peak is too high or too low for its year of release
-- Peaks of single accelerators grow tenfold in about five years; the band around that holds every product from the
-- GTX 580 (2010, 1.6e12 FLOP/s in FP32) to the B200 (2024, 2.2e15 in FP16), and
-- embedded boards below them.
SELECT hardware_id, precision, peak_flop_per_s, year(released_on) AS released_in
FROM hardware_peaks
JOIN hardware USING (hardware_id)
WHERE kind IN ('gpu', 'tpu')
    AND NOT log10(peak_flop_per_s) - (year(released_on) - 2010) / 5.0 BETWEEN 9.0 AND 13.5
