"""Ways to solve (B^-1 + H' R^-1 H) x = b, all behind one interface."""
