"""The headline plot, redrawn from the published file: ``marimo edit notebooks/headline.py``."""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import os
    from pathlib import Path

    import duckdb
    import marimo as mo
    import matplotlib.pyplot as plt

    home = Path(os.environ.get("NINTHPOWER_HOME", "data"))
    database = duckdb.connect(str(home / "published" / "ninthpower.duckdb"), read_only=True)
    return database, mo, plt


@app.cell
def _(database, mo):
    fitted = database.sql("""
        SELECT DISTINCT benchmark_id || ' on ' || measure AS curve
        FROM fits
        WHERE specification = 'ols' AND exponent IS NOT NULL AND exponent_bootstrap_high IS NOT NULL
        ORDER BY benchmark_id <> 'imagenet_top1', measure <> 'network_operations', curve
    """).fetchall()
    curve = mo.ui.dropdown([row[0] for row in fitted], value=fitted[0][0], label="Curve")
    confidence = mo.ui.slider(0.0, 1.0, step=0.05, value=0.5, label="Least confidence")
    mo.vstack(
        [
            mo.md(
                "# What better costs\n\nError against training compute, with the line the last night fitted."
            ),
            mo.hstack([curve, confidence]),
        ]
    )
    return confidence, curve


@app.cell
def _(confidence, curve, database):
    benchmark_id, measure = curve.value.split(" on ")
    points = database.execute(
        """
        SELECT model_name, year, compute_flop, error
        FROM compute_error
        WHERE benchmark_id = ? AND measure = ? AND confidence >= ?
        ORDER BY compute_flop
        """,
        [benchmark_id, measure, confidence.value],
    ).df()
    slope, intercept, exponent, low, high = database.execute(
        """
        SELECT slope, intercept, exponent, exponent_bootstrap_low, exponent_bootstrap_high
        FROM fits
        WHERE benchmark_id = ? AND measure = ? AND specification = 'ols'
        """,
        [benchmark_id, measure],
    ).fetchone()
    return exponent, high, intercept, low, points, slope


@app.cell
def _(curve, exponent, high, intercept, low, plt, points, slope):
    figure, axes = plt.subplots(figsize=(8, 5), layout="constrained")
    dots = axes.scatter(points["compute_flop"], points["error"], c=points["year"].astype(float), cmap="Blues")
    axes.plot(points["compute_flop"], 10**intercept * points["compute_flop"] ** slope, color="#b3370f")
    axes.set(xscale="log", yscale="log", xlabel="training compute (FLOP)", ylabel="error")
    axes.set_title(f"{curve.value}: exponent {exponent:.1f} ({low:.1f} to {high:.1f})")
    figure.colorbar(dots, label="year")
    figure
    return (figure,)


@app.cell
def _(exponent, mo):
    mo.md(f"To halve the error takes about **{2**exponent:,.0f}** times the compute.")
    return


if __name__ == "__main__":
    app.run()
