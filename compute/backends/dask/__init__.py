"""Jobs as graphs of Dask: the extra `dask` of the package."""
