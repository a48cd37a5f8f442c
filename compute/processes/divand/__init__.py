"""DIVAnd: gridded fields with errors from scattered observations, by NumPy and SciPy alone (no Django, no network).

Our own implementation of Barth et al. 2014 (Geosci. Model Dev. 7, 225); `analysis.analysis` is the way in. Import from
the modules: this one imports nothing, so that a description of the process costs no SciPy.

- `grid`: wet cells, steps, axes, lengths; `rectangular`, `spherical_steps`, `arc_degrees`, `stretched`.
- `kernel`, `operators`, `observing`, `constraints`: the terms of the cost function.
- `analysis`: `analysis(mask, pm, xi, observations, values, lengths, epsilon2, ...) -> Analysis` with `.field`,
  `.used`, `.at_observations`, `.residuals`, `.again(values)` and `.system`.
- `errorfields`: `error_field(system, method)` on the grid, `leverages(system)` at observations.
- `tuning`: `norms`, `cross_validation`, `desroziers`, `best_errors`.
- `solvers`: direct, iterative and dual ones behind one interface; `stencil`: B^-1 without a matrix.
"""
