"""Sums over the points of each paper: estimators follow from them in closed form, thousands at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.fits.points import Sample, Vector


@dataclass(frozen=True, slots=True)
class Moments:
    """Weighted means and centred second moments of one or many samples; every field has the same shape."""

    n: Vector
    """Sum of the weights."""
    mean_x: Vector
    mean_y: Vector
    var_x: Vector
    """Divided by n, like the next two."""
    var_y: Vector
    cov: Vector

    @property
    def correlation_squared(self) -> Vector:
        """Squared correlation of x and y."""
        return self.cov**2 / (self.var_x * self.var_y)


class PaperSums:
    """Sums over each paper's points: a resample of papers is a weighted sum of them."""

    def __init__(self, points: Sample) -> None:
        """Sum over each paper.

        Args:
            points: The sample; x and y are centred first, so that the differences of large sums stay exact.
        """
        self._centre_x, self._centre_y = float(points.x.mean()), float(points.y.mean())
        x, y = points.x - self._centre_x, points.y - self._centre_y
        columns = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=1)
        self._sums = np.zeros((points.n_papers, columns.shape[1]))
        np.add.at(self._sums, points.paper, columns)

    @property
    def n_papers(self) -> int:
        """Number of papers."""
        return len(self._sums)

    def moments(self, weights: Vector) -> Moments:
        """Return the moments of samples in which each paper counts as often as its weight says.

        Args:
            weights: Shape (n_papers,) or (samples, n_papers).
        """
        n, x, y, xx, yy, xy = np.moveaxis(weights @ self._sums, -1, 0)
        mean_x, mean_y = x / n, y / n
        return Moments(
            n=n,
            mean_x=mean_x + self._centre_x,
            mean_y=mean_y + self._centre_y,
            var_x=np.maximum(xx / n - mean_x**2, 0.0),
            var_y=np.maximum(yy / n - mean_y**2, 0.0),
            cov=xy / n - mean_x * mean_y,
        )

    def all(self) -> Moments:
        """Return the moments of the sample itself."""
        return self.moments(np.ones(self.n_papers))

    def without_each_paper(self) -> Moments:
        """Return the moments of the samples that leave out one paper each."""
        return self.moments(1.0 - np.eye(self.n_papers))
