"""Records of earthquakes: MiniSEED, SAC, QuakeML and StationXML."""
