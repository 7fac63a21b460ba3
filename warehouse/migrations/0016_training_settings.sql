-- core: what costs are multiplied with. The view `training_settings` shows these, `reported_compute` does not.

INSERT INTO core.quantities VALUES
    ('sequence_length', 'tokens', 'Tokens of one sequence of training'),
    ('accumulated_batches', 'batches', 'Batches whose gradients make one update'),
    ('epoch_hours', 'hours', 'Elapsed time of one pass over the training data'),
    ('step_seconds', 'seconds', 'Elapsed time of one parameter update'),
    ('architecture', 'sentences', 'Kind of network that the paper says its own models are (text_value), and how many sentences say so');

CREATE TABLE core.settings (
    quantity VARCHAR PRIMARY KEY REFERENCES core.quantities (quantity)
);

INSERT INTO core.settings VALUES
    ('sequence_length'), ('accumulated_batches'), ('epoch_hours'), ('step_seconds'), ('architecture');
