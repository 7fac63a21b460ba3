"""Sums of products over each paper: least squares follows from them, thousands of samples at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.fits.points import Sample, Vector

Weights = NDArray[np.float64] | NDArray[np.uint16]
"""How often each group counts in each sample: shape (samples, groups)."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Means and centred second moments of x and y, of one or many samples."""

    mean_x: Vector
    mean_y: Vector
    var_x: Vector
    var_y: Vector
    cov: Vector

    @property
    def r_squared(self) -> Vector:
        """Squared correlation of x and y."""
        return self.cov**2 / (self.var_x * self.var_y)

    def intercepts(self, slopes: Vector) -> Vector:
        """Return the intercepts of lines through the means."""
        return self.mean_y - slopes * self.mean_x


def gram(columns: NDArray[np.float64], groups: NDArray[np.intp], weights: Weights) -> NDArray[np.float64]:
    """Return the matrix of weighted sums of products of the columns, for many weightings of groups of rows.

    Args:
        columns: Shape (points, k).
        groups: The group (paper) of each point, from 0.
        weights: Shape (samples, groups).

    Returns:
        Shape (samples, k, k).
    """
    return gram_of(columns, groups, weights.shape[1])(weights)


def gram_of(
    columns: NDArray[np.float64], groups: NDArray[np.intp], n_groups: int
) -> Callable[[Weights], NDArray[np.float64]]:
    """Sum the products over each group once; what is returned weights and adds the groups, as `gram` does."""
    products = columns[:, :, None] * columns[:, None, :]
    per_group = np.zeros((n_groups, *products.shape[1:]))
    np.add.at(per_group, groups, products)

    def weighted(weights: Weights) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = np.tensordot(weights, per_group, axes=1)
        return sums

    return weighted


def moments_of(points: Sample) -> Callable[[Vector], Moments]:
    """Prepare a sample for moments in which each paper counts as often as its weight says.

    Args:
        points: The sample.

    Returns:
        A function of weights of shape (samples, papers).
    """
    # Centred first: the differences of sums below would otherwise lose digits.
    centre_x, centre_y = points.x.mean(), points.y.mean()
    columns = np.stack([np.ones(points.n), points.x - centre_x, points.y - centre_y], axis=1)
    sums_of = gram_of(columns, points.paper, points.n_papers)

    def moments(weights: Vector) -> Moments:
        sums = sums_of(weights)
        n = sums[:, 0, 0]
        mean_x, mean_y = sums[:, 0, 1] / n, sums[:, 0, 2] / n
        return Moments(
            mean_x=mean_x + centre_x,
            mean_y=mean_y + centre_y,
            var_x=sums[:, 1, 1] / n - mean_x**2,
            var_y=sums[:, 2, 2] / n - mean_y**2,
            cov=sums[:, 1, 2] / n - mean_x * mean_y,
        )

    return moments


def least_squares(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve the normal equations of the last column on the others.

    Args:
        sums: Gram matrices of shape (samples, k, k).

    Returns:
        Coefficients of shape (samples, k - 1); NaN where the columns are collinear.
    """
    left, right = sums[:, :-1, :-1], sums[:, :-1, -1]
    scale = np.sqrt(np.maximum(np.einsum("bii->bi", left), np.finfo(float).tiny))
    scaled = left / scale[:, :, None] / scale[:, None, :]
    with np.errstate(invalid="ignore"):
        is_regular = np.linalg.det(scaled) > _SINGULAR
    solved = np.full(right.shape, np.nan)
    solved[is_regular] = np.linalg.solve(scaled[is_regular], (right / scale)[is_regular][..., None])[..., 0]
    coefficients: NDArray[np.float64] = solved / scale
    return coefficients


_SINGULAR = 1e-10
