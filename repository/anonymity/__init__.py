"""What names the authors of a draft, found in texts and in files, and hidden. Pure: no Django, no database."""
