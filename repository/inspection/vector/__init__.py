"""Points, lines and areas: Shapefile, GeoPackage, GeoJSON and KML, read without heavy libraries."""
