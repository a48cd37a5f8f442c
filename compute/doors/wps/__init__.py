"""WPS 1.0.0 and 2.0.0 (OGC 05-007r7, 14-065r2): pywps reads and writes pieces of the former; jobs are our own."""
