"""What templates of the archive say in words."""
